// SPDX-License-Identifier: Apache-2.0
#include "bot/simulate/simulation.h"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>

#include "core/base64.h"
#include "core/json_writer.h"

namespace bot::simulate {
namespace {

using std::chrono::milliseconds;

constexpr int kPosters = 8;
constexpr int kPages = 8;
constexpr milliseconds kTick{100};
constexpr milliseconds kTimeout{60'000};  // Telegram waits about that long
constexpr milliseconds kMaxBackOff{60'000};

}  // namespace

Simulation::Simulation(Settings settings, Plan plan)
    : settings_(std::move(settings)), plan_(std::move(plan)), next_number_(clock_.Now().ms) {
  MakeProviders();
  MakePlayers();
}

Simulation::~Simulation() = default;

void Simulation::MakeProviders() {
  std::map<std::string, Lines> by_type;
  for (const Line& line : settings_.lines) by_type[line.type()].push_back(&line);
  std::vector<Provider*> all;
  for (auto& [type, lines] : by_type) {
    auto& provider = providers_[type];
    provider =
        FindProviderType(type)->make(std::move(lines));  // ReadSettings() lets no other type in
    all.push_back(provider.get());
  }
  standin_ = std::make_unique<Standin>(std::move(all), static_cast<Stage&>(*this));
}

void Simulation::MakePlayers() {
  core::SeededRandom random(plan_.seed);
  for (int i = 0; i < plan_.workers; ++i) {
    const Line& line = settings_.lines[static_cast<size_t>(i) % settings_.lines.size()];
    std::vector<std::string> offered;
    for (const auto& [language, script] : line.scripts) offered.push_back(language);
    const auto script = line.scripts.find(DrawLanguage(random, offered));
    auto player = std::make_unique<Player>();
    player->line = &line;
    player->provider = providers_.at(line.type()).get();
    do {
      player->address = player->provider->NewAddress(settings_.country, random);
    } while (!player->address.empty() && by_address_.count({line.name, player->address}) != 0);
    if (random.Below(2) == 0) player->phone_language = script->first;
    Persona persona = DrawPersona(random, script->first);
    if (!plan_.canaries.empty()) {
      player->canary = "kanari" + std::to_string(plan_.seed) + "x" + std::to_string(i) + "z";
      persona.answers["safe_now"] = "yes";  // "later" would keep the run waiting for hours
      for (const char* question : {"site", "one_thing"})
        persona.answers[question] += " " + player->canary;
      if (i % 3 == 0)
        persona.answers["one_thing"] +=
            "@mail.example";  // so that the bot asks whether it shall go
    }
    player->worker = std::make_unique<Worker>(std::move(persona), script->second);
    if (!player->address.empty()) by_address_[{line.name, player->address}] = player.get();
    players_.push_back(std::move(player));
  }
}

void Simulation::Begin(Player& player) {
  ++begun_;
  std::lock_guard lock(mutex_);
  if (player.line->type() == "webchat") {
    webchat_.push_back(&player);
  } else {
    posts_.push_back({&player, {player.provider->FirstWords(), ""}, {}, nullptr});
  }
  wake_.notify_all();
}

std::optional<Reply> Simulation::ReadOne(Player& player, const Shown& shown) {
  std::lock_guard lock(player.mutex);
  bool was_done = player.worker->done();
  auto reply = player.worker->Read(shown);
  if (!was_done && player.worker->done()) {
    ++finished_;
    if (player.worker->got_receipt()) ++receipts_;
    if (player.worker->persona().opens_ticket) ++tickets_;
  }
  return reply;
}

void Simulation::Show(const Line& line, const std::string& address, Shown shown) {
  auto it = by_address_.find({line.name, address});
  if (it == by_address_.end()) return;  // of an earlier run
  auto reply = ReadOne(*it->second, shown);
  if (!reply) return;
  std::lock_guard lock(mutex_);
  posts_.push_back({it->second, std::move(*reply), {}, nullptr});
  wake_.notify_all();  // pages and pauses wait on it too: one of them would swallow it
}

void Simulation::Post(const Line& line, core::HttpCall call) {
  std::lock_guard lock(mutex_);
  posts_.push_back({nullptr, {}, std::move(call), providers_.at(line.type()).get()});
  wake_.notify_all();  // pages and pauses wait on it too: one of them would swallow it
}

bool Simulation::Pause(milliseconds wait) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, wait, [&] { return stopping_; });
}

void Simulation::Deliver(HttpClient& client, Player& player, const Reply& reply) {
  std::array<uint8_t, 16> bytes{};
  unique_.Fill(bytes);
  Sending sending{player.address, player.phone_language, next_number_++, core::HexEncode(bytes),
                  clock_.Now()};
  if (PostUntilTaken(client, *player.provider,
                     player.provider->Webhook(*player.line, sending, reply)))
    ++sent_;
}

// Repeated as its provider repeats.
bool Simulation::PostUntilTaken(HttpClient& client, const Provider& provider,
                                const core::HttpCall& call) {
  const Repeats repeats = provider.repeats();
  milliseconds wait = repeats.first;
  for (int attempt = 0; repeats.times < 0 || attempt <= repeats.times; ++attempt) {
    if (attempt != 0) ++repeats_;
    core::HttpReply answer = client.SendBlocking(call, kTimeout);
    if (provider.Taken(answer.status)) return true;
    if (answer.status >= 400 && answer.status < 500) ++refused_;
    if (!Pause(wait)) return false;
    if (repeats.doubles)
      wait = wait.count() == 0 ? milliseconds(2000) : std::min(wait * 2, kMaxBackOff);
  }
  return false;
}

void Simulation::PostLoop() {
  auto client = MakeHttpClient();
  for (;;) {
    Job post;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stopping_ || !posts_.empty(); });
      if (stopping_) return;
      post = std::move(posts_.front());
      posts_.pop_front();
    }
    if (post.player != nullptr) {
      Deliver(*client, *post.player, post.reply);
    } else {
      (void)PostUntilTaken(*client, *post.provider, post.call);
    }
  }
}

void Simulation::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  standin_->Stop();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Simulation::PrintProgress(bool last) {
  int now = finished_ + sent_ + refused_;
  if (now == printed_ && !last) return;
  printed_ = now;
  std::printf(
      "%d of %d workers finished (%d writing), %d receipts, %d tickets expected, %d messages sent, "
      "%d repeats%s\n",
      finished_.load(), plan_.workers, begun_ - finished_, receipts_.load(), tickets_.load(),
      sent_.load(), repeats_.load(),
      refused_ == 0 ? ""
                    : fmt::format(", {} refused by the service: do secrets and channels fit?",
                                  refused_.load())
                          .c_str());
  std::fflush(stdout);
}

void Simulation::PrintUnfinished() const {
  std::map<std::string, int> unfinished;
  for (const auto& player : players_) {
    if (!player->worker->done()) ++unfinished[player->line->name];
  }
  for (const auto& [channel, count] : unfinished)
    std::printf("%d on %s did not finish\n", count, channel.c_str());
}

core::Status Simulation::ListCanaries() const {
  core::JsonWriter json;
  json.BeginArray();
  for (const auto& player : players_) {
    json.BeginObject().Key("channel").String(player->line->name);
    json.Key("address").String(player->address).Key("words").String(player->canary).EndObject();
  }
  json.EndArray();
  std::ofstream out(plan_.canaries);
  out << json.Take();
  return out.flush() ? core::Status{}
                     : core::Err(core::ErrorCode::kStorage, plan_.canaries + " cannot be written");
}

core::Result<int> Simulation::RunBlocking() {
  RETURN_IF_ERROR(standin_->Listen(settings_.listen_host, settings_.listen_port));
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals,
                  nullptr);  // before the threads: they inherit it, and the loop below takes them
  threads_.emplace_back([this] { standin_->RunBlocking(); });
  for (int i = 0; i < kPosters; ++i) threads_.emplace_back([this] { PostLoop(); });
  bool pages = std::any_of(settings_.lines.begin(), settings_.lines.end(),
                           [](const Line& l) { return l.type() == "webchat"; });
  for (int i = 0; pages && i < kPages; ++i) threads_.emplace_back([this] { WebchatLoop(); });
  std::printf("%d workers write to %s; the providers' stand-in is on %s:%d (seed %llu)\n",
              plan_.workers, settings_.target.c_str(), settings_.listen_host.c_str(),
              settings_.listen_port, static_cast<unsigned long long>(plan_.seed));
  const core::Timestamp start = clock_.Now();
  core::Timestamp printed = start;
  for (size_t next = 0;;) {
    const core::Timestamp now = clock_.Now();
    auto due = static_cast<size_t>(static_cast<double>((now - start).count()) * plan_.per_second /
                                   1000.0) +
               1;
    for (; next < std::min(due, players_.size()); ++next) Begin(*players_[next]);
    if (now - printed >= milliseconds(2000)) {
      PrintProgress(false);
      printed = now;
    }
    if (plan_.until_done && finished_ == plan_.workers) break;
    timespec wait{0, std::chrono::nanoseconds(kTick).count()};
    if (sigtimedwait(&signals, nullptr, &wait) > 0) break;
  }
  Stop();
  PrintProgress(true);
  PrintUnfinished();
  return plan_.until_done && finished_ != plan_.workers ? 1 : 0;
}

}  // namespace bot::simulate

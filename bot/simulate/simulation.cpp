// SPDX-License-Identifier: Apache-2.0
#include "bot/simulate/simulation.h"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/base64.h"

namespace bot::simulate {
namespace {

using std::chrono::milliseconds;

constexpr int kPosters = 8;
constexpr int kPages = 8;
constexpr milliseconds kTick{100};
constexpr milliseconds kTimeout{60'000};  // Telegram waits about that long
constexpr milliseconds kMaxBackOff{60'000};
constexpr int kKannelRetries = 10;  // as docs/operations.md has it: http-request-retry = 10

}  // namespace

Simulation::Simulation(Settings settings, Plan plan)
    : settings_(std::move(settings)), plan_(plan), next_number_(clock_.Now().ms) {
  MakePlayers();
  standin_ = std::make_unique<Standin>(
      settings_, [this](const Line& line, const std::string& address, Shown shown) {
        Arrived(line, address, std::move(shown));
      });
}

Simulation::~Simulation() = default;

std::string Simulation::NewAddress(const Line& line, core::RandomSource& random) const {
  if (line.type == "telegram") return std::to_string(1'000'000'000 + random.Below(4'000'000'000));
  if (line.type != "kannel") return "";
  if (settings_.country == "WS") return fmt::format("+68572{:05}", random.Below(100'000));
  return fmt::format("+88017{:08}", random.Below(100'000'000));
}

void Simulation::MakePlayers() {
  core::SeededRandom random(plan_.seed);
  for (int i = 0; i < plan_.workers; ++i) {
    const Line& line = settings_.lines[static_cast<size_t>(i) % settings_.lines.size()];
    auto script = line.scripts.begin();
    std::advance(script, static_cast<std::ptrdiff_t>(random.Below(line.scripts.size())));
    auto player = std::make_unique<Player>();
    player->line = &line;
    do {
      player->address = NewAddress(line, random);
    } while (!player->address.empty() && by_address_.count({line.name, player->address}) != 0);
    if (random.Below(2) == 0) player->phone_language = script->first;
    player->worker = std::make_unique<Worker>(DrawPersona(random, script->first), script->second);
    if (!player->address.empty()) by_address_[{line.name, player->address}] = player.get();
    players_.push_back(std::move(player));
  }
}

void Simulation::Begin(Player& player) {
  ++begun_;
  std::lock_guard lock(mutex_);
  if (player.line->type == "webchat") {
    webchat_.push_back(&player);
  } else {
    posts_.push_back({&player, {Worker::FirstWords(player.line->type == "telegram"), ""}});
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

void Simulation::Arrived(const Line& line, const std::string& address, Shown shown) {
  auto it = by_address_.find({line.name, address});
  if (it == by_address_.end()) return;  // of an earlier run
  auto reply = ReadOne(*it->second, shown);
  if (!reply) return;
  std::lock_guard lock(mutex_);
  posts_.push_back({it->second, std::move(*reply)});
  wake_.notify_one();
}

bool Simulation::Pause(milliseconds wait) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, wait, [&] { return stopping_; });
}

// One message, repeated as its provider repeats: Telegram at once and then after 2, 4, 8 ... s,
// Kannel every 2 s, the page too.
void Simulation::Deliver(HttpClient& client, Player& player, const Reply& reply) {
  std::array<uint8_t, 16> bytes{};
  unique_.Fill(bytes);
  Sending sending{player.address, player.phone_language, next_number_++, core::HexEncode(bytes),
                  clock_.Now()};
  core::HttpCall call = WebhookFor(*player.line, settings_.target, sending, reply);
  bool telegram = player.line->type == "telegram";
  milliseconds wait{telegram ? 0 : 2000};
  for (int attempt = 0; telegram || attempt <= kKannelRetries; ++attempt) {
    if (attempt != 0) ++repeats_;
    core::HttpReply answer = client.SendBlocking(call, kTimeout);
    bool kannel_counts = answer.status == 200 || answer.status == 202;
    if (player.line->type == "kannel" ? kannel_counts
                                      : (answer.status >= 200 && answer.status < 300)) {
      ++sent_;
      return;
    }
    if (answer.status >= 400 && answer.status < 500) ++refused_;
    if (!Pause(wait)) return;
    if (telegram) wait = wait.count() == 0 ? milliseconds(2000) : std::min(wait * 2, kMaxBackOff);
  }
}

void Simulation::PostLoop() {
  auto client = MakeHttpClient();
  for (;;) {
    Post post;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stopping_ || !posts_.empty(); });
      if (stopping_) return;
      post = std::move(posts_.front());
      posts_.pop_front();
    }
    Deliver(*client, *post.player, post.reply);
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

core::Result<int> Simulation::RunBlocking() {
  RETURN_IF_ERROR(standin_->Listen());
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals,
                  nullptr);  // before the threads: they inherit it, and the loop below takes them
  threads_.emplace_back([this] { standin_->RunBlocking(); });
  for (int i = 0; i < kPosters; ++i) threads_.emplace_back([this] { PostLoop(); });
  bool pages = std::any_of(settings_.lines.begin(), settings_.lines.end(),
                           [](const Line& l) { return l.type == "webchat"; });
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
  return plan_.until_done && finished_ != plan_.workers ? 1 : 0;
}

}  // namespace bot::simulate

// SPDX-License-Identifier: Apache-2.0
#include "bot/service.h"

#include <pthread.h>

#include <future>

#include "bot/read_ahead.h"
#include "core/limits.h"
#include "core/log.h"
#include "dialogs/phrases.h"
#include "ecms/make_alerts.h"
#include "ecms/make_background.h"
#include "ecms/make_case_files.h"
#include "ecms/make_cases.h"
#include "ecms/make_export.h"
#include "ecms/make_feed.h"
#include "ecms/make_sealed_words.h"
#include "ecms/make_sign_in.h"
#include "ecms/make_sites.h"
#include "ecms/make_surveys.h"
#include "ecms/make_threads.h"

namespace bot {
namespace {

web::Options WebOptions(const Assembly& all) {
  web::Options options;
  options.demo = all.config.demo;
  options.office_name = all.config.office_name;
  options.country = all.config.country;
  options.office_check = all.config.office_check;
  for (const auto& [name, channel] : all.config.channels) {
    if (!channel.contact.empty())
      options.posters.push_back(
          {std::string(core::Name(all.doors.at(name).kind)), channel.contact});
  }
  for (const auto& [name, door] : all.doors) {
    // No title, so the page says "Chat" in its language: it may be read over a shoulder, neither
    // the survey nor the office is named.
    if (door.kind == core::ChannelKind::kWebchat) options.webchat.push_back({name, ""});
  }
  return options;
}

ecms::FeedRules Rules(const Config& config) {
  return config.feed ? config.feed->rules : ecms::FeedRules{};
}

std::vector<std::string> AlertRoutes(const Config& config) {
  std::vector<std::string> routes;
  if (config.alerts.smtp) routes.emplace_back("email");
  if (!config.alerts.sms_channel.empty()) routes.emplace_back("sms");
  return routes;
}

}  // namespace

Service::Service(std::unique_ptr<Assembly> all, core::Clock& clock, core::RandomSource& random)
    : all_(std::move(all)),
      clock_(clock),
      random_(random),
      queue_(all_->config.limits.max_queued_turns * 2, core::limits::kMaxTurnsPerBatch),
      sealer_(all_->config.organisation, all_->config.country, all_->office_key),
      preparer_(*all_->keys, sealer_, clock_, random_),
      mailbox_(clock_),
      changes_(random_),
      processor_({*all_->store, *all_->vault, *all_->keys, all_->surveys, all_->deployment, sealer_,
                  all_->doors, clock_, random_, metrics_,
                  [this](const std::string& channel) { sender_.Notify(channel); },
                  [this](const store::ErasureRow& row) { erasures_.Begin(row); },
                  all_->config.limits.new_conversations_per_minute, Rules(all_->config),
                  [this] { erasures_.Sweep(); },
                  [this](const store::Batch& batch) { changes_.Note(batch); },
                  all_->config.quality_marks}),
      erasures_(*all_->store, *all_->vault, processor_.erasing()),
      publishing_(*all_),
      gateway_({all_->doors, all_->channels, preparer_, all_->office_key, queue_, mailbox_, clock_,
                random_, all_->token_key, metrics_, all_->config.limits.max_queued_turns,
                all_->config.limits.turns_per_conversation_per_minute,
                all_->config.limits.webchat_tokens_per_network_per_hour, 1}),
      budget_(all_->config.limits.outbound, random_, metrics_),
      sender_({queue_, *all_->vault, *all_->keys, clock_, random_, metrics_, budget_,
               [this](const std::string& token, const core::MessageId& id,
                      const std::string& body) { return mailbox_.Offer(token, id, body); },
               [] { return MakeHttpClient(); }, all_->staff.get()}),
      scheduler_({queue_, *all_->store, *all_->vault, *all_->keys, erasures_, all_->places,
                  publishing_, clock_, metrics_, [this] { return cases_->FollowTickets(); }}),
      accounts_(*all_->store),
      inbox_(*all_->store, [this](std::string_view hash) { return all_->surveys.ByHashHex(hash); }),
      sign_in_(ecms::MakeSignIn({*all_->store, Commit(), *all_->keys, clock_, random_,
                                 all_->office_key, all_->config.office_public.has_value()})),
      sealed_words_(
          ecms::MakeSealedWords({*all_->store, Commit(), clock_, all_->config.organisation})),
      feed_(ecms::MakeFeed(
          {*all_->store, Commit(), *all_->keys, random_, clock_, Rules(all_->config)})),
      exports_(ecms::MakeExport({*all_->store, Commit(), clock_})),
      cases_(ecms::MakeCases({*all_->store, Commit(), all_->profile, clock_, random_, changes_,
                              all_->config.country})),
      case_files_(ecms::MakeCaseFiles(
          {{*all_->store, Commit(), all_->profile, clock_, random_, changes_, all_->config.country},
           all_->config.organisation,
           all_->office_key,
           {all_->config.limits.case_file_mib << 20, all_->config.limits.case_files_mib << 20}})),
      sites_(ecms::MakeSites({*all_->store, *cases_, all_->profile, Commit(), clock_, random_,
                              [this](const store::SiteSpellingRow& row) {
                                return Places::WouldMatch(*all_->store, row);
                              },
                              Places::Lost, [this] { all_->places.Refresh(*all_->store); }})),
      background_(ecms::MakeBackground(
          {*all_->store, *sites_,
           [this](std::string_view hash) { return all_->surveys.ByHashHex(hash); },
           all_->deployment, clock_})),
      surveys_(ecms::MakeSurveys(
          {*all_->store,
           [this](store::CommandGroup group) {
             return CommitBlocking(std::move(group), [this] { publishing_.Refresh(); });
           },
           clock_, all_->deployment,
           [this](const dialogs::Survey& survey) { return publishing_.Fits(survey); },
           [this](std::string_view id) { return publishing_.UsesOf(id); }})),
      desk_(all_->deployment, clock_),
      ticket_threads_(ecms::MakeThreads(
          {*all_->store,
           [this](ecms::ThreadMessage message) { return DeliverBlocking(std::move(message)); },
           Commit(), clock_, random_, all_->config.organisation, all_->office_key,
           [this](std::string_view code, std::string_view language) {
             return dialogs::PhraseText(*all_->deployment.catalogs, code, language);
           }})),
      staff_(*all_->staff),
      alerts_(ecms::MakeAlerts({*all_->store, Commit(), *all_->keys, clock_, random_, staff_,
                                AlertRoutes(all_->config),
                                [this](const std::string& id, core::SecretString code) {
                                  alert_sender_->SendCode(id, std::move(code));
                                }})),
      web_(std::make_unique<web::Web>(
          web::Parts{accounts_, inbox_, *background_, *sign_in_, *sealed_words_, *feed_, *exports_,
                     *cases_, *case_files_, *sites_, *all_->profile, *surveys_, *ticket_threads_,
                     *alerts_, desk_, changes_},
          WebOptions(*all_))),
      office_work_(256, 1),
      file_work_(16, 1),
      watchers_(changes_, clock_,
                [this](std::shared_ptr<const core::HttpRequest> request, const Responder& respond) {
                  AnswerWatcher(std::move(request), respond);
                }) {
  if (all_->config.feed) {
    feed_sender_ = std::make_unique<FeedSender>(
        FeedSender::Parts{*all_->store, Commit(), *all_->keys, clock_, random_, metrics_,
                          *all_->config.feed, MakeHttpClient()});
  }
  alert_sender_ = MakeAlertSender();
}

std::unique_ptr<AlertSender> Service::MakeAlertSender() {
  const AlertsConfig& config = all_->config.alerts;
  std::vector<std::string> channels;
  for (const auto& [name, channel] : all_->channels) {
    if (channel->traits().kind != core::ChannelKind::kWebchat)
      channels.push_back(name);  // a page of our own has no line that could break
  }
  auto feed_dead = [this] { return feed_sender_ ? feed_sender_->dead() : 0; };
  auto watch = std::make_unique<AlertWatch>(
      AlertWatch::Parts{*all_->store, Commit(), clock_, metrics_, config.watch, std::move(channels),
                        std::move(feed_dead), cases_.get()});
  return std::make_unique<AlertSender>(AlertSender::Parts{
      *all_->store, Commit(), *all_->keys, staff_, clock_, random_, config, all_->config.time_zone,
      config.smtp ? MakeMailer(*config.smtp, clock_, random_) : nullptr,
      [this](const std::string& channel) { sender_.Notify(channel); }, std::move(watch)});
}

Service::~Service() {
  if (stopper_.joinable()) stopper_.join();
}

void Service::StartThread(std::string name, std::function<void()> run) {
  auto& threads = name == "writer" ? last_threads_ : threads_;
  threads.emplace_back([name = std::move(name), run = std::move(run)] {
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
    run();
  });
}

core::Status Service::CommitBlocking(store::CommandGroup group, const std::function<void()>& then) {
  auto promise = std::make_shared<std::promise<core::Status>>();
  auto done = promise->get_future();
  auto stored = [then, promise](core::Status status) {
    if (status && then) then();
    promise->set_value(std::move(status));
  };
  if (!queue_.Push(CommandItem{std::move(group), std::move(stored)}, true)) {
    return core::Err(core::ErrorCode::kUnavailable, "stopping");
  }
  return done.get();
}

core::Result<store::EntryState> Service::DeliverBlocking(ecms::ThreadMessage message) {
  auto promise = std::make_shared<std::promise<core::Result<store::EntryState>>>();
  auto done = promise->get_future();
  AskItem item{std::move(message), [promise](core::Result<store::EntryState> state) {
                 promise->set_value(std::move(state));
               }};
  if (!queue_.Push(std::move(item), true))
    return core::Err(core::ErrorCode::kUnavailable, "stopping");
  return done.get();
}

core::Status Service::Recover() {
  const core::Timestamp now = clock_.Now();
  int64_t in_doubt = 0;
  for (const auto& [name, channel] : all_->channels) {
    // A provider that reports what it got may still say so; of the others nothing more will be
    // heard.
    auto due = channel->traits().window_24h ? now + core::limits::kInDoubt : now;
    ASSIGN_OR_RETURN(int64_t rows, all_->store->RecoverInDoubt(name, due));
    in_doubt += rows;
  }
  metrics_.Counter("dwbot_in_doubt_total") += in_doubt;
  if (in_doubt > 0) {
    core::Log(core::LogLevel::kWarning, "sender", "sends whose outcome is not known go out again",
              {{core::LogKey::kCount, in_doubt}});
  }
  return erasures_.Resume();
}

core::Status Service::Prepare() {
  RETURN_IF_ERROR(Listen());
  RETURN_IF_ERROR(Recover());
  ReadInbox(*all_->store);
  for (const auto& [name, config] : all_->config.channels)
    sender_.AddChannel(config.channel, config.messages_per_second);
  return {};
}

void Service::RunBlocking() {
  pthread_setname_np(pthread_self(), "io");
  auto start = [this](std::string name, std::function<void()> run) {
    StartThread(std::move(name), std::move(run));
  };
  start("writer", [this] {
    RunWriterBlocking(
        queue_, [this](std::vector<WriteItem> items) { processor_.Process(std::move(items)); });
  });
  gateway_.Start(start);
  sender_.Start(start);
  start("clock", [this] { scheduler_.RunBlocking(); });
  start("alerts", [this] { alert_sender_->RunBlocking(); });
  if (feed_sender_) start("feed", [this] { feed_sender_->RunBlocking(); });
  const auto run_all = [](auto& queue) {
    for (auto work = queue.TakeBlocking(); !work.empty(); work = queue.TakeBlocking())
      work.front()();
  };
  start("office", [this, run_all] { run_all(office_work_); });
  start("surveys", [this, run_all] { run_all(file_work_); });
  for (const auto& [name, channel] : all_->channels) {
    const Door& door = all_->doors.at(name);
    if (channel->PollCall(0)) {
      pollers_.push_back(
          std::make_unique<Poller>(channel, gateway_, queue_, *all_->store, MakeHttpClient()));
      start("poll-" + name, [this, &door, poller = pollers_.back().get()] {
        if (OpensBlocking(door)) poller->RunBlocking();
      });
    }
    if (!channel->StartCalls().empty())
      start("start-" + name, [this, &door, channel = channel] {
        if (OpensBlocking(door)) StartCalls(channel);
      });
  }
  server_.Every(std::chrono::milliseconds(20), [this] { gateway_.RetryWaiting(); });
  server_.Every(std::chrono::milliseconds(500), [this] { mailbox_.Tick(); });
  server_.Every(std::chrono::milliseconds(250), [this] { watchers_.Tick(); });
  server_.OnSignal([this] { Stop(); });
  core::Log(core::LogLevel::kInfo, "service", "ready",
            {{core::LogKey::kPort, server_.port("public")}});
  server_.RunBlocking();
  if (stopper_.joinable()) stopper_.join();
}

bool Service::OpensBlocking(const Door& door) const {
  while (!stopping_ && door.IsShut(all_->office_key.Get().has_value()))
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  return !stopping_;
}

void Service::StartCalls(const std::shared_ptr<const channels::Channel>& channel) {
  auto client = MakeHttpClient();
  for (const core::HttpCall& call : channel->StartCalls()) {
    for (int attempt = 0; !stopping_; ++attempt) {
      core::HttpReply reply = client->SendBlocking(call, std::chrono::seconds(15));
      if (reply.status >= 200 && reply.status < 300) break;
      core::Log(core::LogLevel::kWarning, "start",
                "the provider did not take the registration; trying again",
                {core::LogField::Word(core::LogKey::kChannel, channel->name()),
                 {core::LogKey::kHttpStatus, reply.status}});
      for (int i = 0; i < std::min(60, 2 << std::min(attempt, 5)) * 10 && !stopping_; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      }
    }
  }
}

void Service::Stop() {
  if (stopping_.exchange(true)) return;
  core::Log(core::LogLevel::kInfo, "service", "stopping");
  // Not on the io thread: it must go on answering what is in flight.
  stopper_ = std::thread([this] {
    for (auto& poller : pollers_) poller->Stop();
    scheduler_.Stop();
    if (feed_sender_) feed_sender_->Stop();
    alert_sender_->Stop();
    sender_.Stop();
    mailbox_.Close();
    watchers_.Close();
    server_.Stop(std::chrono::milliseconds(10'000));
    gateway_.Stop();
    office_work_.Close();
    file_work_.Close();
    for (std::thread& thread : threads_) thread.join();
    queue_.Close();
    for (std::thread& thread : last_threads_) thread.join();
    core::Log(core::LogLevel::kInfo, "service", "stopped");
  });
}

}  // namespace bot

// SPDX-License-Identifier: Apache-2.0
// The running service: makes every object and every thread (docs/architecture.md lists them by
// name), in order.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "authoring/desk.h"
#include "bot/alerts/alerts.h"
#include "bot/alerts/staff.h"
#include "bot/assembly.h"
#include "bot/erasure.h"
#include "bot/feed.h"
#include "bot/gateway.h"
#include "bot/http/server.h"
#include "bot/live/watchers.h"
#include "bot/metrics.h"
#include "bot/poller.h"
#include "bot/publishing.h"
#include "bot/scheduler.h"
#include "bot/sender/sender.h"
#include "bot/turn/processor.h"
#include "bot/webchat/mailbox.h"
#include "bot/writer.h"
#include "ecms/accounts.h"
#include "ecms/alerts.h"
#include "ecms/case_files.h"
#include "ecms/cases.h"
#include "ecms/changes.h"
#include "ecms/export.h"
#include "ecms/feed.h"
#include "ecms/inbox.h"
#include "ecms/sealed_words.h"
#include "ecms/sign_in.h"
#include "ecms/sites.h"
#include "ecms/thread.h"
#include "web/web.h"

namespace bot {

class Service {
 public:
  Service(std::unique_ptr<Assembly> all, core::Clock& clock, core::RandomSource& random);
  ~Service();
  // Binds the sockets, recovers what an earlier stop left. Errors name what cannot be had.
  [[nodiscard]] core::Status Prepare();
  // Serves until Stop() has finished; the caller's thread is `io`.
  void RunBlocking();
  // Refuses new work, answers what is in flight, commits, closes. Any thread; once.
  void Stop();
  [[nodiscard]] uint16_t port(std::string_view listener) const { return server_.port(listener); }

 private:
  void StartThread(std::string name, std::function<void()> run);
  core::Status Listen();
  core::Status Recover();
  void OnRequest(bool is_public, core::HttpRequest request, const Responder& respond);
  [[nodiscard]] size_t MaxBody(bool has_office, std::string_view path) const;
  // On the `office` thread.
  void OnOffice(const std::shared_ptr<core::HttpRequest>& request, const Responder& respond);
  // A request for changes that waited: there are some, or its time is over. Any thread.
  void AnswerWatcher(std::shared_ptr<const core::HttpRequest> request, const Responder& respond);
  void OnInternal(const core::HttpRequest& request, const Responder& respond);
  // Through the writer, from any other thread; waits for the COMMIT. `then`: before this returns,
  // if it went well.
  [[nodiscard]] core::Status CommitBlocking(store::CommandGroup group,
                                            const std::function<void()>& then = {});
  [[nodiscard]] ecms::Commit Commit() {
    return [this](store::CommandGroup group) { return CommitBlocking(std::move(group)); };
  }
  // An officer's question, through the writer like the above.
  [[nodiscard]] core::Result<store::EntryState> DeliverBlocking(ecms::ThreadMessage message);
  [[nodiscard]] std::unique_ptr<AlertSender> MakeAlertSender();
  // What is no reason to stop, one a line.
  [[nodiscard]] std::string Alarms();
  // Waits until the channel takes messages in. False: the program stops.
  [[nodiscard]] bool OpensBlocking(const Door& door) const;
  void StartCalls(const std::shared_ptr<const channels::Channel>& channel);
  [[nodiscard]] bool IsReady(std::string* why) const;

  std::unique_ptr<Assembly> all_;
  core::Clock& clock_;
  core::RandomSource& random_;
  Metrics metrics_;
  WriterQueue queue_;
  WordSealer sealer_;
  Preparer preparer_;
  Mailbox mailbox_;
  ecms::Changes changes_;
  TurnProcessor processor_;
  Erasures erasures_;
  Publishing publishing_;
  Gateway gateway_;
  OutboundBudget budget_;
  Sender sender_;
  Scheduler scheduler_;
  ecms::Accounts accounts_;
  ecms::Inbox inbox_;
  std::unique_ptr<ecms::SignIn> sign_in_;
  std::unique_ptr<ecms::SealedWords> sealed_words_;
  std::unique_ptr<ecms::Feed> feed_;
  std::unique_ptr<ecms::TicketExport> exports_;
  std::unique_ptr<ecms::Cases> cases_;
  std::unique_ptr<ecms::CaseFiles> case_files_;
  std::unique_ptr<ecms::Sites> sites_;
  std::unique_ptr<ecms::Background> background_;
  std::unique_ptr<ecms::Surveys> surveys_;
  authoring::Desk desk_;
  std::unique_ptr<ecms::Threads> ticket_threads_;
  Staff staff_;
  std::unique_ptr<ecms::Alerts> alerts_;
  std::unique_ptr<web::Web> web_;
  std::unique_ptr<FeedSender> feed_sender_;  // where a feed is configured
  std::unique_ptr<AlertSender> alert_sender_;
  store::WriteQueue<std::function<void()>> office_work_;
  store::WriteQueue<std::function<void()>>
      file_work_;  // files that people send: a survey, the register; may take a second
  Watchers watchers_;
  HttpServer server_;
  std::vector<std::unique_ptr<Poller>> pollers_;
  std::vector<std::thread> threads_;       // all but the two below
  std::vector<std::thread> last_threads_;  // writer: stops when everything else has
  std::atomic<bool> stopping_{false};
  std::thread stopper_;
};

}  // namespace bot

// SPDX-License-Identifier: Apache-2.0
#include "bot/scheduler.h"

#include "bot/retention.h"
#include "core/limits.h"
#include "core/log.h"

namespace bot {

void Scheduler::RunBlocking() {
  for (;;) {
    Tick();
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, std::chrono::seconds(1), [&] { return stopping_; })) return;
  }
}

void Scheduler::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
}

void Scheduler::Tick() {
  const core::Timestamp now = parts_.clock.Now();
  WakeDue(now);
  (void)parts_.queue.Push(TaskItem{[this, now] {
                            parts_.metrics.Counter("dwbot_erasures_finished_total") +=
                                parts_.erasures.Advance(now);
                          }},
                          true);
  const core::Day today = core::DayOf(now);
  if (today != retained_) {
    retained_ = today;
    (void)parts_.queue.Push(TaskItem{[this, today] { Retention(today); }}, true);
  }
  if (round_ % 60 == 0)
    parts_.places.Refresh(parts_.store);  // `dwbot site import` works beside the service
  if (round_ % 60 == 7) FollowTickets();
  if (round_++ % 60 == 0) {
    (void)parts_.queue.Push(CommandItem{{store::ExpireOutbox{now}}, nullptr}, true);
  }
  if (round_ % 5 == 1) {
    Measure();
    parts_.publishing.LookForNews(parts_.queue);
  }
}

void Scheduler::FollowTickets() {
  const core::Status done = parts_.follow_tickets();
  // Somebody wrote to a case at the same moment, or the program stops: the next minute sees it.
  if (done || done.error().code == core::ErrorCode::kConflict ||
      done.error().code == core::ErrorCode::kUnavailable)
    return;
  core::Log(core::LogLevel::kError, "cases", "cases could not follow their tickets",
            {core::LogField::Word(core::LogKey::kCode, Name(done.error().code))});
}

void Scheduler::WakeDue(core::Timestamp now) {
  auto due = parts_.store.DueConversations(now, 256);
  if (!due) return;
  for (const core::ConversationId& id : *due) {
    if (!parts_.queue.Push(WakeItem{id})) return;
  }
}

void Scheduler::Measure() {
  if (auto counts = parts_.store.CountOutbox()) {
    parts_.metrics.Gauge("dwbot_outbox_rows", "state=\"waiting\"") = counts->waiting;
    parts_.metrics.Gauge("dwbot_outbox_rows", "state=\"ready\"") = counts->ready;
    parts_.metrics.Gauge("dwbot_outbox_rows", "state=\"sending\"") = counts->sending;
    parts_.metrics.Gauge("dwbot_outbox_rows", "state=\"dead\"") = counts->dead;
  }
}

void Scheduler::Retention(core::Day today) {
  auto deleted = DeleteWhatIsOver(parts_.keys, parts_.vault, parts_.store, today);
  if (!deleted) {
    // What is left is deleted the next day, or at the next start.
    core::Log(core::LogLevel::kError, "retention", "not everything that expired could be deleted",
              {core::LogField::Word(core::LogKey::kCode, Name(deleted.error().code))});
    return;
  }
  core::Log(core::LogLevel::kInfo, "retention", "expired keys deleted",
            {{core::LogKey::kCount, deleted->keys}});
  core::Log(core::LogLevel::kInfo, "retention", "expired addresses deleted",
            {{core::LogKey::kCount, deleted->addresses}});
  const auto versions = parts_.publishing.DropUnnamed();
  if (versions)
    core::Log(core::LogLevel::kInfo, "retention", "survey versions that nothing names deleted",
              {{core::LogKey::kCount, *versions}});
}

}  // namespace bot

// SPDX-License-Identifier: Apache-2.0
#include "bot/retention.h"

#include "bot/thread/news.h"
#include "ecms/make_case_files.h"
#include "ecms/quality.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace bot {
namespace {

constexpr std::string_view kStays = "until the office deletes its data folder";

constexpr std::array kTable = {
    Kept{"address of a worker (number, chat id)", "vault.db addresses",
         "to answer, and to know a conversation again", "the running service",
         "30 days after the last message; 120 with consent to follow-up",
         "DELETE, panic word, refused consent; else the nightly job"},
    Kept{"conversation: language, coded answers so far, ids of sealed words",
         "core.db conversations", "to ask the next question", "the running service",
         "30 days after the last message; 120 with consent to follow-up; answers leave it after 72 "
         "hours of silence",
         "DELETE, panic word, refused consent; else the nightly job"},
    Kept{"message that waits to be sent", "core.db outbox", "to send it", "the running service",
         "until sent, at most 72 hours; a job that deletes a provider's copy 14 days",
         "the sender; STOP and DELETE; the minute's job"},
    Kept{"ids of the messages of a chat, sealed", "core.db chat_messages",
         "to empty the chat (Telegram), and to follow an edit or a deletion by the worker",
         "the running service", "until the end of the second day after",
         "emptying the chat, DELETE, panic word; else the nightly job"},
    Kept{"id of a provider's message, as keyed hash", "core.db provider_log",
         "to handle a repeat once", "the running service", "21 days",
         "the nightly job deletes the week's key, then the rows"},
    Kept{"what a worker wrote in own words, sealed to the office key", "core.db sealed",
         "to act on it", "officers, each opening and each search in the audit", kStays,
         "DELETE and panic word, unless an officer has opened it; an edit or a deletion of that "
         "message by the worker; the original alone: the worker's yes to \"shall I remove it?\""},
    Kept{"file of a case, name and content sealed to the office key", "core.db sealed", "evidence",
         "officers, each opening in the audit", kStays,
         "who added it, or a supervisor, with a reason; one that did not arrive whole: the nightly "
         "job, after a day"},
    Kept{"ticket: codes, site, week", "core.db tickets", "to act on it", "officers", kStays,
         "nobody: it names no worker"},
    Kept{"day of filing and due time of an open ticket", "core.db ticket_clock",
         "the countdown of the inbox", "officers", "until the ticket is closed",
         "closing the ticket"},
    Kept{"how many tickets came about a workplace and topic on a day, and how many said that all "
         "is fine there",
         "core.db site_days", "to see a burst of reports, or of people who were told what to say",
         "the running service", "14 days", "the nightly job"},
    Kept{"way back from a ticket to its conversation", "core.db threads", "questions of an officer",
         "the running service", "as long as the address; only with consent",
         "DELETE, panic word; else the nightly job"},
    Kept{"question of an officer and the worker's coded answer", "core.db thread_entries",
         "to act on the ticket", "officers", kStays, "nobody: it names no worker"},
    Kept{"how a ticket ended", "core.db ticket_closings", "news by receipt code, reports",
         "officers", kStays, "nobody: it names no worker"},
    Kept{"receipt code, as keyed hash", "core.db receipts", "news for whoever shows the code",
         "the running service", "12 months after the ticket was closed", "the nightly job"},
    Kept{"finished response: codes, week", "core.db responses", "statistics",
         "officers; partners through the release gate", kStays, "nobody: it names no worker"},
    Kept{"counts per week (refusals, erasures)", "core.db counters", "reports", "officers", kStays,
         "nobody"},
    Kept{"account of a person who works here", "core.db accounts", "log-in", "administrators",
         "as long as the person works here", "an administrator"},
    Kept{"API token of an account, as hash", "core.db api_tokens", "programs of the office",
         "the running service", "as long as the account", "an administrator"},
    Kept{"cases, notes, office keys, credentials", "core.db documents", "the office's work",
         "officers", kStays, "officers"},
    Kept{"audit entry: officer, record, time", "core.db audit", "to see who opened what",
         "auditors", kStays, "nobody: that is its purpose"},
    Kept{"published survey", "core.db surveys",
         "conversations end on the version that they began with", "everybody",
         "as long as it is current, or a conversation, ticket or response names it",
         "the nightly job"},
    Kept{"workplace of the register", "core.db sites", "posters, tickets", "officers", kStays,
         "the office's import"},
    Kept{"how workers write the name of a workplace, folded", "core.db site_spellings",
         "to match the next worker who writes it so; released by an officer, names nobody",
         "officers", kStays, "an officer, on the page of the workplace"},
    Kept{"setting of the program", "core.db meta", "a start goes on where the last one stopped",
         "the running service", kStays, "nobody: nothing of a worker"},
    Kept{"erasure under way", "core.db erasures", "an erasure is finished after a crash",
         "the running service", "at most 11 minutes", "its last step"},
    Kept{"address of an officer for alerts (e-mail, number), sealed", "vault.db staff_addresses",
         "to tell officers that something urgent came in",
         "the running service; its owner sees it masked",
         "until its owner removes it or the account is disabled; unconfirmed one day",
         "its owner; the minute's job of alerts"},
    Kept{"day key", "keys/day", "seals all that expires on its day", "the running service",
         "until that day", "the nightly job"},
    Kept{"lookup key of a month", "keys/lookup", "finds an address without storing it",
         "the running service", "5 months", "the nightly job"},
    Kept{"provider key of a week", "keys/provider", "keyed hashes of message ids",
         "the running service", "21 days", "the nightly job"},
};

}  // namespace

std::span<const Kept> RetentionTable() { return kTable; }

std::string RetentionMarkdown() {
  std::string out =
      "| record | lies in | what for | who reads it | how long | what deletes it |\n| --- | --- | "
      "--- | --- | --- | --- |\n";
  for (const Kept& kept : kTable) {
    out += fmt::format("| {} | `{}` | {} | {} | {} | {} |\n", kept.record, kept.lies, kept.purpose,
                       kept.readers, kept.how_long, kept.deleted_by);
  }
  return out;
}

core::Result<Deleted> DeleteWhatIsOver(privacy::KeyRing& keys, vault::Vault& vault,
                                       store::Store& store, core::Day today) {
  Deleted deleted;
  ASSIGN_OR_RETURN(deleted.keys, keys.DeleteExpired(today));
  ASSIGN_OR_RETURN(const int64_t before, vault.Count());
  vault::VaultWrite expire;
  expire.kind = vault::VaultWrite::Kind::kExpire;
  expire.day = today;
  auto lookup_keys = keys.LookupKeys(today);
  if (lookup_keys && !lookup_keys->empty()) expire.epoch = lookup_keys->front().epoch - 4;
  RETURN_IF_ERROR(vault.Commit({&expire, 1}));
  ASSIGN_OR_RETURN(const int64_t after, vault.Count());
  deleted.addresses = before - after;
  auto provider_keys = keys.ProviderKeys(today);
  store::CommandGroup group{store::DropConversationsBefore{today},
                            store::ForgetSiteDays{today + -(ecms::kDayCountDays - 1)},
                            store::ForgetReceipts{core::IsoWeek(today + -kNewsDays)}};
  if (provider_keys && !provider_keys->empty())
    group.push_back(store::ForgetProviderIds{provider_keys->front().epoch - 2});
  ASSIGN_OR_RETURN(auto uploads, ecms::StaleUploads(store, core::StartOf(today)));
  std::move(uploads.begin(), uploads.end(), std::back_inserter(group));
  store::Batch batch;
  batch.groups.push_back(std::move(group));
  ASSIGN_OR_RETURN(auto committed, store.Commit(batch));
  RETURN_IF_ERROR(committed.groups.front());
  return deleted;
}

}  // namespace bot

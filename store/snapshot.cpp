// SPDX-License-Identifier: Apache-2.0
#include "store/snapshot.h"

#include <span>
#include <string_view>

namespace store {
namespace {

// One "kind a=1 b=2" line.
class Line {
 public:
  Line(std::string& out, std::string_view kind) : out_(out) { out_ += kind; }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() { out_ += '\n'; }
  Line& Text(std::string_view key, std::string_view value) {
    out_.append(" ").append(key).append("=").append(value);
    return *this;
  }
  Line& Number(std::string_view key, int64_t value) { return Text(key, std::to_string(value)); }
  Line& Blob(std::string_view key, core::ByteSpan bytes) {
    uint64_t sum = 14695981039346656037ULL;  // FNV-1a
    for (uint8_t byte : bytes) sum = (sum ^ byte) * 1099511628211ULL;
    return Text(key, std::to_string(bytes.size()) + ":" + std::to_string(sum));
  }
  template <class List>
  Line& Ids(std::string_view key, const List& ids) {
    std::string joined;
    for (const auto& id : ids) joined += id.Text() + ",";
    return Text(key, joined);
  }
  Line& List(std::string_view key, const std::vector<std::string>& values) {
    std::string joined;
    for (const auto& value : values) joined += value + ",";
    return Text(key, joined);
  }
  Line& Answers(const std::vector<std::pair<std::string, std::string>>& answers) {
    std::string joined;
    for (const auto& [name, value] : answers) joined += name + ":" + value + ",";
    return Text("answers", joined);
  }

 private:
  std::string& out_;
};

void DumpOutbox(const OutboxRow& row, std::string& out) {
  Line(out, "outbox")
      .Text("conversation", row.conversation.Text())
      .Number("turn", row.turn)
      .Number("part", row.part)
      .Text("id", row.id.Text())
      .Text("channel", row.channel)
      .Number("lane", static_cast<int64_t>(row.lane))
      .Number("key_day", row.key_day.number)
      .Number("due", row.due_at.ms)
      .Number("expires", row.expires_at.ms)
      .Number("free_until", row.free_until.ms)
      .Number("state", static_cast<int64_t>(row.state))
      .Number("attempts", row.attempts)
      .Number("lease", row.lease_until.ms)
      .Text("error", row.error)
      .Blob("sealed", row.sealed);
}

void DumpTicket(const TicketRow& row, std::string& out) {
  Line line(out, "ticket");
  line.Text("id", row.id.Text())
      .Number("kind", row.kind)
      .Number("severity", row.severity)
      .Text("topic", row.topic)
      .List("indicators", row.indicators)
      .List("ask_back", row.ask_back)
      .Number("points", row.points)
      .Text("site", row.site)
      .Text("named", row.named ? "=" + *row.named : "-")
      .Text("language", row.language)
      .Text("channel_kind", row.channel_kind)
      .Text("week", row.week)
      .Text("survey", row.survey)
      .Text("survey_hash", row.survey_hash)
      .Text("state", row.state)
      .Ids("words", row.words)
      .Number("quality", row.quality)
      .Number("answered", row.answered)
      .Answers(row.answers);
  if (row.clock)
    line.Number("filed_on", row.clock->filed_on.number).Number("due", row.clock->due_at.ms);
}

void DumpResponse(const ResponseRow& row, std::string& out) {
  Line(out, "response")
      .Text("id", row.id.Text())
      .Text("survey", row.survey)
      .Text("survey_hash", row.survey_hash)
      .Text("week", row.week)
      .Text("language", row.language)
      .Text("channel_kind", row.channel_kind)
      .Number("complete", row.complete ? 1 : 0)
      .Number("quality", row.quality)
      .Number("pace", row.pace)
      .Answers(row.answers);
}

void DumpCases(const Snapshot& s, std::string& out) {
  for (const auto& [key, row] : s.sealed) {
    Line(out, "sealed")
        .Text("id", row.id.Text())
        .Text("field", row.field)
        .Text("question", row.question)
        .Number("opened", row.opened ? 1 : 0)
        .Number("original_removed", row.original_removed ? 1 : 0)
        .Blob("envelope", row.envelope);
  }
  for (const auto& [id, row] : s.tickets) DumpTicket(row, out);
  for (const auto& [key, tickets] : s.site_days) {
    Line(out, "site_day")
        .Text("site", std::get<0>(key))
        .Text("topic", std::get<1>(key))
        .Number("day", std::get<2>(key).number)
        .Number("tickets", tickets);
  }
  for (const auto& [id, row] : s.threads) {
    Line(out, "thread")
        .Text("id", id.Text())
        .Text("ticket", row.ticket.Text())
        .Number("key_day", row.key_day.number)
        .Blob("conversation", row.conversation);
  }
  for (const auto& [key, row] : s.chat_messages) {
    Line(out, "chat_message")
        .Text("conversation", row.conversation.Text())
        .Text("id", row.id.Text())
        .Number("key_day", row.key_day.number)
        .Blob("sealed", row.sealed);
  }
  for (const auto& [id, row] : s.thread_entries) {
    Line(out, "thread_entry")
        .Text("id", id.Text())
        .Text("ticket", row.ticket.Text())
        .Number("number", row.number)
        .Number("kind", static_cast<int64_t>(row.kind))
        .Text("phrase", row.phrase)
        .Text("code", row.code)
        .Text("words", row.words ? row.words->Text() : "-")
        .Number("state", static_cast<int64_t>(row.state))
        .Text("week", row.week)
        .Text("author", row.author);
  }
  for (const auto& [id, row] : s.closings) {
    Line(out, "closing")
        .Text("ticket", id.Text())
        .Text("week", row.week)
        .Text("outcome", row.outcome);
  }
  for (const auto& [hash, row] : s.receipts) {
    Line(out, "receipt")
        .Text("hash", core::IdToText(hash))
        .Text("ticket", row.ticket ? row.ticket->Text() : "-")
        .Text("week", row.week);
  }
  for (const auto& [id, row] : s.responses) DumpResponse(row, out);
}

void DumpOffice(const Snapshot& s, std::string& out) {
  for (const auto& [key, value] : s.counters) {
    Line(out, "counter").Text("name", key.first).Text("week", key.second).Number("value", value);
  }
  for (const auto& [id, row] : s.accounts) {
    Line(out, "account")
        .Text("id", id.Text())
        .Text("name", row.name)
        .Text("role", row.role)
        .Number("disabled", row.disabled ? 1 : 0)
        .Text("organisation", row.organisation);
  }
  for (const auto& [hash, account] : s.api_tokens) {
    Line(out, "api_token").Text("hash", core::IdToText(hash)).Text("account", account.Text());
  }
  for (const auto& [hash, row] : s.surveys) {
    Line(out, "survey")
        .Text("hash", hash)
        .Text("id", row.id)
        .Number("format", row.format)
        .Blob("json", core::AsBytes(row.json));
  }
  for (const auto& [key, value] : s.meta) Line(out, "meta").Text("key", key).Text("value", value);
  for (const auto& [key, row] : s.sites) {
    Line(out, "site")
        .Text("code", row.code)
        .Text("key", key)
        .Text("name", row.name)
        .Text("district", row.district)
        .Text("sector", row.sector)
        .Text("owner", row.owner)
        .Text("address", row.address)
        .Number("workers", row.workers);
  }
  for (const auto& [spelling, site] : s.site_spellings)
    Line(out, "site_spelling").Text("spelling", spelling).Text("site", site);
  for (const auto& [id, row] : s.erasures) {
    Line(out, "erasure")
        .Text("conversation", id.Text())
        .Number("step", row.step)
        .Number("since", row.since.ms);
  }
  for (const auto& [key, row] : s.documents) {
    Line(out, "document")
        .Text("kind", row.kind)
        .Text("key", row.key)
        .Text("parent", row.parent)
        .Number("version", row.version)
        .Blob("body", core::AsBytes(row.body));
  }
  for (const AuditRow& row : s.audit) {
    Line(out, "audit")
        .Number("number", row.number)
        .Number("at", row.at.ms)
        .Text("actor", row.actor)
        .Text("action", row.action)
        .Text("object", row.object)
        .Text("detail", row.detail)
        .Blob("hash", row.hash);
  }
}

}  // namespace

std::string Dump(const Snapshot& s) {
  std::string out;
  for (const auto& [hash, week] : s.provider_ids) {
    Line(out, "provider_id").Text("hash", core::IdToText(hash)).Number("week", week);
  }
  for (const auto& [id, row] : s.conversations) {
    Line(out, "conversation")
        .Text("id", id.Text())
        .Number("version", row.version)
        .Number("key_day", row.key_day.number)
        .Text("wake", row.wake_at ? std::to_string(row.wake_at->ms) : "-")
        .Blob("state", row.state);
  }
  for (const auto& [key, row] : s.outbox) DumpOutbox(row, out);
  DumpCases(s, out);
  DumpOffice(s, out);
  return out;
}

}  // namespace store

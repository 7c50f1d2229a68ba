// SPDX-License-Identifier: Apache-2.0
#include "ecms/feed.h"

#include <algorithm>
#include <array>

#include "core/json.h"
#include "core/json_writer.h"
#include "core/utf8.h"
#include "ecms/feed_event.h"
#include "ecms/make_feed.h"
#include "ecms/repeat_key.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr std::string_view kStatusKind = "feed.status";  // NOTE: persistent value
constexpr std::string_view kReferralKind =
    "feed.referral";  // NOTE: persistent value; key: the event's id, parent: the ticket
constexpr std::array<std::string_view, 4> kStatuses = {"received", "in_progress", "closed",
                                                       "refused"};
constexpr size_t kPage = 500;
constexpr size_t kMaxLetters = 200;  // shown

bool IsManager(const Caller& caller) {
  return caller.role == "supervisor" || caller.role == "administrator";
}

class FeedOffice final : public Feed {
 public:
  explicit FeedOffice(FeedParts parts) : p_(std::move(parts)) {}

  core::Result<FeedOverview> Overview(const Caller& caller) const override {
    if (!IsManager(caller))
      return Err(ErrorCode::kDenied, "the role of this account may not see the feed");
    FeedOverview out;
    out.on = p_.rules.on;
    if (p_.rules.signals) out.kinds.emplace_back("signal");
    if (p_.rules.referrals) out.kinds.emplace_back("referral");
    ASSIGN_OR_RETURN(out.queued, Count(kFeedQueued));
    ASSIGN_OR_RETURN(auto rows,
                     p_.store.ListDocuments(kFeedKind, std::string(kFeedDead), "", kMaxLetters));
    for (const store::DocumentRow& row : rows) {
      if (auto event = FromDocument(row))
        out.dead.push_back({event->id, event->type, event->ticket, event->attempts, event->error});
    }
    return out;
  }

  core::Status Replay(const Caller& caller, std::string_view id) override {
    if (!IsManager(caller))
      return Err(ErrorCode::kDenied, "the role of this account may not change the feed");
    ASSIGN_OR_RETURN(auto row, p_.store.FindDocument(kFeedKind, id));
    auto event = row ? FromDocument(*row) : std::nullopt;
    if (!event || !event->dead)
      return Err(ErrorCode::kNotFound, "no event with this id was given up");
    event->dead = false;
    event->attempts = 0;
    event->error.clear();
    event->due_at = p_.clock.Now();
    return p_.commit({store::PutDocument{ToDocument(*event), event->version},
                      Audit(caller, "feed.replay", event->ticket, event->type)});
  }

  core::Result<std::string> Refer(const Caller& caller, const core::TicketId& ticket,
                                  const Referral& referral) override {
    if (!MayReadTickets(caller.role))
      return Err(ErrorCode::kDenied, "the role of this account may not read tickets");
    ASSIGN_OR_RETURN(auto row, p_.store.FindTicket(ticket));
    if (!row) return Err(ErrorCode::kNotFound, "there is no such ticket");
    if (!p_.rules.referrals)
      return Err(
          ErrorCode::kInvalid,
          "no feed takes referrals here: the configuration's feed.kinds has to name \"referral\"");
    const std::string& repeat_key = referral.repeat_key;
    RETURN_IF_ERROR(CheckRepeatKey(repeat_key));
    const auto id = repeat_key.empty() ? core::MessageId::Random(p_.random)
                                       : IdOfRepeat<core::MessageId>(
                                             caller, "referral " + ticket.Text(), repeat_key);
    ASSIGN_OR_RETURN(const auto before, p_.store.FindDocument(kReferralKind, id.Text()));
    if (before) return id.Text();
    RETURN_IF_ERROR(Check(*row, referral));
    ASSIGN_OR_RETURN(std::string data, ReferralJson(*row, referral));
    ASSIGN_OR_RETURN(FeedEvent event, NewFeedEvent(p_.keys, id, p_.rules.source, kReferralType,
                                                   ticket.Text(), data, p_.clock.Now()));
    // What went, by name; never what it says.
    std::string detail = std::to_string(referral.answers.size()) + " answers, " +
                         std::to_string(referral.words.size()) + " words";
    // The event goes when it was taken; that it was referred stays, or a repeat would send it
    // again.
    store::DocumentRow referred{std::string(kReferralKind), event.id, event.ticket, 0, "{}"};
    RETURN_IF_ERROR(p_.commit({store::PutDocument{ToDocument(event), 0},
                               store::PutDocument{std::move(referred), 0},
                               Audit(caller, "feed.refer", event.ticket, std::move(detail))}));
    return event.id;
  }

  core::Result<ReferralState> StatusOf(const Caller& caller,
                                       const core::TicketId& ticket) const override {
    if (!MayReadTickets(caller.role))
      return Err(ErrorCode::kDenied, "the role of this account may not read tickets");
    ASSIGN_OR_RETURN(auto row, p_.store.FindTicket(ticket));
    if (!row) return Err(ErrorCode::kNotFound, "there is no such ticket");
    ASSIGN_OR_RETURN(auto found, p_.store.FindDocument(kStatusKind, ticket.Text()));
    ReferralState state{p_.rules.referrals, std::nullopt};
    if (!found) return state;
    auto document = core::JsonDocument::Parse(found->body);
    if (!document) return Err(ErrorCode::kInternal, "a status of the feed cannot be read");
    core::Problems problems;
    core::ObjectReader in(document->root(), "", problems);
    FeedStatus& status = state.status.emplace();
    status.status = in.String("status");
    status.reference = in.String("reference");
    status.week = in.String("week");
    return state;
  }

  core::Status TakeStatus(const Caller& caller, const core::TicketId& ticket,
                          std::string_view status, std::string_view reference) override {
    if (caller.role != "feed")
      return Err(ErrorCode::kDenied, "only an account of the role \"feed\" may tell a status");
    if (std::find(kStatuses.begin(), kStatuses.end(), status) == kStatuses.end())
      return Err(ErrorCode::kInvalid, "status: one of received, in_progress, closed, refused");
    if (core::Utf16Length(reference) > kMaxFeedReference)
      return Err(ErrorCode::kInvalid, "reference: at most 64 characters");
    ASSIGN_OR_RETURN(auto row, p_.store.FindTicket(ticket));
    if (!row) return Err(ErrorCode::kNotFound, "there is no such ticket");
    ASSIGN_OR_RETURN(auto known, p_.store.FindDocument(kStatusKind, ticket.Text()));
    core::JsonWriter w;
    w.BeginObject();
    w.Key("status").String(status);
    w.Key("reference").String(reference);
    w.Key("week").String(core::IsoWeek(core::DayOf(p_.clock.Now())));
    w.EndObject();
    store::DocumentRow document{std::string(kStatusKind), ticket.Text(), "", 0, w.Take()};
    return p_.commit({store::PutDocument{std::move(document), known ? known->version : 0},
                      Audit(caller, "feed.status", ticket.Text(), std::string(status))});
  }

 private:
  store::AppendAudit Audit(const Caller& caller, std::string action, std::string object,
                           std::string detail) const {
    return {{0,
             p_.clock.Now(),
             caller.name,
             std::move(action),
             std::move(object),
             std::move(detail),
             {}}};
  }

  core::Result<int64_t> Count(std::string_view state) const {
    int64_t count = 0;
    for (std::string after;;) {
      ASSIGN_OR_RETURN(auto rows,
                       p_.store.ListDocuments(kFeedKind, std::string(state), after, kPage));
      count += static_cast<int64_t>(rows.size());
      if (rows.size() < kPage) return count;
      after = rows.back().key;
    }
  }

  // Words leave only if they belong to the ticket and somebody has opened them.
  core::Status Check(const store::TicketRow& ticket, const Referral& referral) const {
    for (const std::string& question : referral.answers) {
      const bool there = std::any_of(ticket.answers.begin(), ticket.answers.end(),
                                     [&](const auto& a) { return a.first == question; });
      if (!there)
        return Err(ErrorCode::kInvalid,
                   "answers: the ticket has no coded answer to one of these questions");
    }
    if (core::Utf16Length(referral.note) > kMaxReleasedText)
      return Err(ErrorCode::kInvalid, "note: at most 4000 characters");
    for (const Referral::Words& words : referral.words) {
      if (std::find(ticket.words.begin(), ticket.words.end(), words.record) == ticket.words.end())
        return Err(ErrorCode::kInvalid, "words: a record is not one of this ticket's");
      if (words.text.empty() || core::Utf16Length(words.text) > kMaxReleasedText)
        return Err(ErrorCode::kInvalid, "words: 1 to 4000 characters of text");
      ASSIGN_OR_RETURN(auto sealed, p_.store.FindSealed(words.record));
      if (std::none_of(sealed.begin(), sealed.end(),
                       [](const store::SealedRow& one) { return one.opened; }))
        return Err(ErrorCode::kInvalid,
                   "words: nobody has opened these words yet; an officer has to read what leaves");
    }
    return {};
  }

  core::Result<std::string> ReferralJson(const store::TicketRow& ticket,
                                         const Referral& referral) const {
    core::JsonWriter w;
    w.BeginObject();
    w.Key("class").String("P" + std::to_string(ticket.severity));
    w.Key("topic").String(ticket.topic);
    w.Key("indicators").BeginArray();
    for (const std::string& indicator : ticket.indicators) w.String(indicator);
    w.EndArray();
    w.Key("survey").String(ticket.survey);
    w.Key("week").String(ticket.week);
    std::optional<store::SiteRow> site;
    if (!ticket.site.empty() && ticket.state != "closed") {  // a closed ticket no longer names it
      ASSIGN_OR_RETURN(site, p_.store.FindSite(ticket.site));
    }
    w.Key("site");
    if (site) {
      w.BeginObject();
      w.Key("key")
          .String(site->key)
          .Key("name")
          .String(site->name)
          .Key("district")
          .String(site->district);
      w.Key("sector").String(site->sector).Key("address").String(site->address);
      w.EndObject();
    } else {
      w.Null();
    }
    w.Key("answers").BeginObject();
    for (const auto& [question, value] : ticket.answers) {
      if (std::find(referral.answers.begin(), referral.answers.end(), question) !=
          referral.answers.end())
        w.Key(question).String(value);
    }
    w.EndObject();
    w.Key("words").BeginArray();
    for (const Referral::Words& words : referral.words) w.String(words.text);
    w.EndArray();
    w.Key("note").String(referral.note);
    w.EndObject();
    return w.Take();
  }

  FeedParts p_;
};

}  // namespace

std::unique_ptr<Feed> MakeFeed(FeedParts parts) {
  return std::make_unique<FeedOffice>(std::move(parts));
}

}  // namespace ecms

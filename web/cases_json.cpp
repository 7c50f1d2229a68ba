// SPDX-License-Identifier: Apache-2.0
#include "web/cases_json.h"

#include "core/time.h"

namespace web {
namespace {

using core::JsonWriter;

void Write(JsonWriter& w, std::string_view key, const ecms::Named& named) {
  w.Key(key).BeginObject();
  w.Key("id").String(named.id);
  w.Key("title").String(named.title);
  w.EndObject();
}
void WriteTime(JsonWriter& w, std::string_view key, const std::optional<core::Timestamp>& at) {
  w.Key(key);
  if (at)
    w.String(core::Rfc3339(*at));
  else
    w.Null();
}
void Write(JsonWriter& w, std::string_view key, const std::optional<ecms::Corroboration>& band) {
  w.Key(key);
  if (!band) {
    w.Null();
    return;
  }
  w.BeginObject();
  w.Key("from").Integer(band->from);
  w.Key("to");
  if (band->to)
    w.Integer(*band->to);
  else
    w.Null();
  w.EndObject();
}
void Strings(JsonWriter& w, std::string_view key, const std::vector<std::string>& values) {
  w.Key(key).BeginArray();
  for (const std::string& value : values) w.String(value);
  w.EndArray();
}

void WriteSummary(JsonWriter& w, const ecms::CaseSummary& one) {
  w.Key("id").String(one.id.Text());
  w.Key("reference").String(one.reference);
  w.Key("version").Integer(one.version);
  w.Key("title").String(one.title);
  w.Key("kind").String(one.complaint ? "complaint" : "signal");
  w.Key("severity").String("P" + std::to_string(one.severity));
  Write(w, "type", one.type);
  Write(w, "state", one.state);
  w.Key("closed").Bool(one.closed);
  w.Key("site").String(one.site);
  w.Key("site_name").String(one.site_name);
  w.Key("district").String(one.district);
  w.Key("assignee").String(one.assignee);
  WriteTime(w, "due_at", one.due_at);
  w.Key("opened_on").String(one.opened_on);
  w.Key("answered").Bool(one.answered);
}

void WriteLinked(JsonWriter& w, const std::vector<ecms::CaseView::Linked>& tickets) {
  w.Key("tickets").BeginArray();
  for (const auto& ticket : tickets) {
    w.BeginObject();
    w.Key("id").String(ticket.id.Text());
    Write(w, "topic", ticket.topic);
    w.Key("severity").String("P" + std::to_string(ticket.severity));
    w.Key("week").String(ticket.week);
    w.Key("may_ask").Bool(ticket.may_ask);
    w.Key("answered").Bool(ticket.answered);
    w.EndObject();
  }
  w.EndArray();
}

void WriteClocks(JsonWriter& w, const std::vector<ecms::ClockView>& clocks) {
  w.Key("clocks").BeginArray();
  for (const ecms::ClockView& clock : clocks) {
    w.BeginObject();
    w.Key("title").String(clock.title);
    w.Key("source").String(clock.source);
    w.Key("due_at").String(core::Rfc3339(clock.due_at));
    w.Key("due_on").String(clock.due_on);
    WriteTime(w, "met_at", clock.met_at);
    w.EndObject();
  }
  w.EndArray();
}

void WriteMoves(JsonWriter& w, const std::vector<ecms::MoveView>& moves) {
  w.Key("transitions").BeginArray();
  for (const ecms::MoveView& move : moves) {
    w.BeginObject();
    w.Key("id").String(move.id);
    w.Key("title").String(move.title);
    Write(w, "to", move.to);
    w.Key("may").Bool(move.may);
    w.Key("needs_reason").Bool(move.needs_reason);
    w.Key("closes").Bool(move.closes);
    Strings(w, "missing", move.missing);
    w.EndObject();
  }
  w.EndArray();
}

template <class T, class More>
void Items(JsonWriter& w, std::string_view key, const std::vector<T>& items,
           std::string_view language, const More& more) {
  w.Key(key).BeginArray();
  for (const T& item : items) {
    w.BeginObject();
    w.Key("id").String(item.id);
    w.Key("title").String(ecms::TextIn(item.title, language));
    more(item);
    w.EndObject();
  }
  w.EndArray();
}
template <class T>
void Items(JsonWriter& w, std::string_view key, const std::vector<T>& items,
           std::string_view language) {
  Items(w, key, items, language, [](const T& /*item*/) {});
}

}  // namespace

void WriteSummaries(JsonWriter& w, std::string_view key,
                    const std::vector<ecms::CaseSummary>& cases) {
  w.Key(key).BeginArray();
  for (const ecms::CaseSummary& one : cases) {
    w.BeginObject();
    WriteSummary(w, one);
    w.EndObject();
  }
  w.EndArray();
}

void WriteEntry(JsonWriter& w, const ecms::Entry& entry) {
  w.BeginObject();
  w.Key("id").String(entry.id.Text());
  w.Key("kind").String(entry.kind);
  w.Key("by").String(entry.by);
  w.Key("at").String(core::Rfc3339(entry.at));
  w.Key("version").Integer(entry.version);
  w.Key("text").String(entry.text);
  w.Key("on").String(entry.on);
  w.Key("status").String(entry.status);
  w.Key("code").String(entry.code);
  w.Key("mode").String(entry.mode);
  w.Key("announced").Bool(entry.announced);
  w.Key("band").String(entry.band);
  w.Key("amount").Integer(entry.amount);
  w.EndObject();
}

std::string ToJson(const ecms::CaseView& view) {
  JsonWriter w;
  w.BeginObject();
  WriteSummary(w, view);
  Write(w, "origin", view.origin);
  w.Key("issues").BeginArray();
  for (const ecms::Named& issue : view.issues) {
    w.BeginObject();
    w.Key("id").String(issue.id);
    w.Key("title").String(issue.title);
    w.EndObject();
  }
  w.EndArray();
  WriteLinked(w, view.tickets);
  Write(w, "corroboration", view.corroboration);
  WriteClocks(w, view.clocks);
  w.Key("consent");
  if (view.consent) {
    w.BeginObject();
    w.Key("how").String(view.consent->how);
    w.Key("on").String(view.consent->on);
    w.EndObject();
  } else {
    w.Null();
  }
  w.Key("may_promote").Bool(view.may_promote);
  w.Key("may_take").Bool(view.may_take);
  w.Key("may_give").Bool(view.may_give);
  w.Key("closing");
  if (view.closing) {
    w.BeginObject();
    w.Key("outcome").String(view.closing->outcome);
    w.Key("gained").String(view.closing->gained);
    w.Key("paid").Integer(view.closing->paid);
    w.EndObject();
  } else {
    w.Null();
  }
  WriteMoves(w, view.moves);
  w.Key("timeline").BeginArray();
  for (const ecms::Entry& entry : view.timeline) WriteEntry(w, entry);
  w.EndArray();
  w.EndObject();
  return w.Take();
}

std::string ToJson(const ecms::CasePage& page) {
  JsonWriter w;
  w.BeginObject();
  WriteSummaries(w, "cases", page.cases);
  w.Key("next");
  if (page.next.empty())
    w.Null();
  else
    w.String(page.next);
  w.Key("total").Integer(page.total);
  w.EndObject();
  return w.Take();
}

std::string ToJson(const ecms::Remedy& remedy) {
  JsonWriter w;
  const auto lines = [&](std::string_view key, const std::vector<ecms::RemedyLine>& all) {
    w.Key(key).BeginArray();
    for (const ecms::RemedyLine& one : all) {
      w.BeginObject();
      w.Key("id").String(one.id);
      w.Key("title").String(one.title);
      w.Key("cases").String(one.cases);
      w.EndObject();
    }
    w.EndArray();
  };
  w.BeginObject();
  w.Key("currency").String(remedy.currency);
  w.Key("periods").BeginArray();
  for (const ecms::RemedyPeriod& one : remedy.periods) {
    w.BeginObject();
    w.Key("period").String(one.period);
    w.Key("closed").String(one.closed);
    lines("outcomes", one.outcomes);
    lines("gained", one.gained);
    w.Key("with_money").String(one.with_money);
    w.Key("paid").String(one.paid);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  return w.Take();
}

std::string ToJson(const ecms::Notice& notice) {
  JsonWriter w;
  w.BeginObject();
  w.Key("reference").String(notice.reference);
  w.Key("place").String(notice.place);
  w.Key("district").String(notice.district);
  w.Key("address").String(notice.address);
  w.Key("officer").String(notice.officer);
  Strings(w, "visited_on", notice.visited_on);
  w.Key("findings").BeginArray();
  for (const auto& one : notice.findings) {
    w.BeginObject();
    w.Key("issue").String(one.issue);
    w.Key("text").String(one.text);
    w.Key("status").String(one.status);
    w.EndObject();
  }
  w.EndArray();
  w.Key("required").BeginArray();
  for (const auto& one : notice.required) {
    w.BeginObject();
    w.Key("measure").String(one.measure);
    w.Key("text").String(one.text);
    w.Key("until").String(one.until);
    w.Key("status").String(one.status);
    w.Key("amount").Integer(one.amount);
    w.EndObject();
  }
  w.EndArray();
  w.Key("currency").String(notice.currency);
  w.EndObject();
  return w.Take();
}

std::string ToJson(const ecms::TicketCase& about) {
  JsonWriter w;
  w.BeginObject();
  w.Key("case");
  if (about.in)
    w.String(about.in->Text());
  else
    w.Null();
  Write(w, "corroboration", about.corroboration);
  w.Key("others").Bool(about.others);
  WriteSummaries(w, "near", about.near);
  Strings(w, "issues", about.issues);
  w.EndObject();
  return w.Take();
}

std::string ToJson(const ecms::Profile& profile, std::string_view language) {
  JsonWriter w;
  w.BeginObject();
  w.Key("id").String(profile.id);
  w.Key("name").String(ecms::TextIn(profile.name, language));
  w.Key("reviewed").Bool(profile.reviewed);
  w.Key("time_zone").String(profile.time_zone);
  w.Key("currency").String(profile.currency);
  Items(w, "roles", profile.roles, language);
  Items(w, "case_types", profile.case_types, language);
  Items(w, "origins", profile.origins, language, [&](const ecms::Origin& one) {
    w.Key("tickets").Bool(one.tickets);
    Strings(w, "types", one.types);
  });
  Items(w, "consents", profile.consents, language);
  Items(w, "states", profile.states, language,
        [&](const ecms::State& one) { w.Key("final").Bool(one.final); });
  Items(w, "transitions", profile.transitions, language,
        [&](const ecms::Transition& one) { w.Key("to").String(one.to); });
  Items(w, "taxonomy", profile.taxonomy, language,
        [&](const ecms::Cluster& one) { Items(w, "points", one.points, language); });
  Items(w, "measures", profile.measures, language);
  Items(w, "outcomes", profile.outcomes, language);
  Items(w, "gained_bands", profile.gained, language);
  w.EndObject();
  return w.Take();
}

}  // namespace web

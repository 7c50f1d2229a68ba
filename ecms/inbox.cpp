// SPDX-License-Identifier: Apache-2.0
#include "ecms/inbox.h"

#include <map>

#include "dialogs/engine.h"
#include "dialogs/survey.h"
#include "ecms/answer_texts.h"
#include "ecms/quality.h"
#include "store/store.h"

namespace ecms {
namespace {

std::string OrCode(std::string text, const std::string& code) { return text.empty() ? code : text; }

std::vector<Reason> Explain(const std::vector<std::string>& indicators,
                            const dialogs::Survey* survey, std::string_view language) {
  std::vector<Reason> out;
  for (const std::string& id : indicators) {
    out.push_back({id, OrCode(survey ? survey->reason(id, language) : "", id)});
  }
  return out;
}

// What stays of a closed ticket's answers: of a place nothing (its district stands on the ticket),
// of a day its week.
void Coarsen(store::TicketRow& row) {
  const std::string named = row.named.value_or(row.site);
  std::erase_if(row.answers, [&](const auto& answer) {
    return !answer.second.empty() && (answer.second == row.site || answer.second == named);
  });
  for (auto& [question, value] : row.answers) {
    if (auto day = core::DayFromText(value.substr(0, value.find('T')))) value = core::IsoWeek(*day);
  }
}

core::Status MustReadTickets(const Caller& caller) {
  if (MayReadTickets(caller.role)) return {};
  return core::Err(core::ErrorCode::kDenied, "the role of this account may not read tickets");
}

}  // namespace

TicketView Inbox::View(const store::TicketRow& row, const dialogs::Survey* survey,
                       std::string_view language) {
  TicketView view;
  view.id = row.id;
  view.complaint = row.kind == static_cast<uint8_t>(dialogs::TicketKind::kComplaint);
  view.severity = row.severity;
  view.topic = row.topic;
  view.topic_title = OrCode(survey ? survey->topic_title(row.topic, language) : "", row.topic);
  view.survey = row.survey;
  view.survey_title = OrCode(survey ? survey->title(language) : "", row.survey);
  view.survey_hash = row.survey_hash;
  view.reasons = Explain(row.indicators, survey, language);
  if (!row.site.empty()) {
    const bool open = row.state != "closed";
    if (open) view.site = row.site;
    if (open) view.site_name = row.site_name;
    view.site_district = row.site_district;
  }
  view.language = row.language;
  view.week = row.week;
  view.state = row.state;
  if (row.clock && row.state != "closed")
    view.clock = TicketView::Clock{row.clock->filed_on, row.clock->due_at};
  view.may_ask = row.has_thread;
  view.answered = row.answered > 0;
  view.sealed_words = row.sealed_words;
  view.quality = QualityCodes(row.quality);
  return view;
}

store::TicketFilter FilterOf(const TicketQuery& query) {
  store::TicketFilter filter;
  filter.severity_at_most = query.severity_at_most;
  filter.state = query.state;
  filter.topic = query.topic;
  filter.survey = query.survey;
  filter.quality = query.quality;
  filter.answered = query.answered;
  filter.site = query.site;
  filter.district = query.district;
  filter.language = query.language;
  filter.week = query.week;
  filter.answers = false;
  return filter;
}

core::Result<TicketViews> Inbox::List(const Caller& caller, const TicketQuery& query,
                                      std::string_view language) const {
  RETURN_IF_ERROR(MustReadTickets(caller));
  store::TicketFilter filter = FilterOf(query);
  filter.after = query.after;
  filter.limit = query.limit;
  ASSIGN_OR_RETURN(auto page, store_.ListTickets(filter));
  TicketViews views;
  views.next = std::move(page.next);
  views.total = page.total;
  std::map<std::string, std::shared_ptr<const dialogs::Survey>, std::less<>> surveys;
  for (const store::TicketRow& row : page.tickets) {
    auto [at, fresh] = surveys.try_emplace(row.survey_hash);
    if (fresh) at->second = surveys_(row.survey_hash);
    views.tickets.push_back(View(row, at->second.get(), language));
  }
  return views;
}

core::Result<TicketView> Inbox::Get(const Caller& caller, const core::TicketId& id,
                                    std::string_view language) const {
  RETURN_IF_ERROR(MustReadTickets(caller));
  ASSIGN_OR_RETURN(auto row, store_.FindTicket(id));
  if (!row) return core::Err(core::ErrorCode::kNotFound, "there is no such ticket");
  auto survey = surveys_(row->survey_hash);
  TicketView view = View(*row, survey.get(), language);
  view.points = row->points;
  view.channel = row->channel_kind;
  view.ask_back = Explain(row->ask_back, survey.get(), language);
  if (row->state == "closed") {
    Coarsen(*row);
  } else if (row->named) {
    view.placed = true;
    view.named_site = *row->named;
  }
  AnswerTexts texts(survey.get(), language);
  view.answers = texts.Answered(row->answers);
  view.unanswered = texts.Unanswered(row->answers);
  for (const core::RecordId& record : row->words) {
    ASSIGN_OR_RETURN(auto sealed, store_.FindSealed(record));
    if (sealed.empty()) continue;
    TicketView::WordsView words{
        record, sealed.front().question, texts.TextOf(sealed.front().question), {}, false, false};
    for (const store::SealedRow& one : sealed) {
      words.fields.push_back(one.field);
      words.opened = words.opened || one.opened;
      words.original_removed = words.original_removed || one.original_removed;
    }
    view.words.push_back(std::move(words));
  }
  return view;
}

}  // namespace ecms

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "dialogs/engine/turn.h"

namespace dialogs {
namespace {

bool Contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// "2026-11-21" and "2026-11-21T09:30...": its week. Anything else as it is.
std::string WeekOf(std::string value) {
  const auto day = core::DayFromText(value.substr(0, value.find('T')));
  return day ? core::IsoWeek(*day) : std::move(value);
}

}  // namespace

// Nothing is filed or counted of somebody who has not agreed.
bool Turn::Consented() const {
  if (!survey_.consent) return true;
  return session_.answers[*survey_.consent].kind ==
         Answer::Kind::kValues;  // "no" ends at once and is never stored
}

void Turn::FireRules() {
  if (!Consented()) return;
  bool gate_fired = false;
  std::vector<std::string_view> purposes;
  const Facts facts = FactsNow();
  for (const Indicator& i : survey_.triage.indicators) {
    if (!i.gate && i.help.empty()) continue;
    const bool filed = Contains(session_.fired, i.id);
    const bool helped = i.help.empty() || Contains(session_.helped, i.id);
    if ((filed || !i.gate) && helped) continue;
    if (EvaluateThreeValued(i.when, facts) != Truth::kTrue) continue;
    gate_fired = gate_fired || (i.gate && !filed);
    if (helped) continue;
    const bool purpose_given = std::any_of(
        survey_.triage.indicators.begin(), survey_.triage.indicators.end(),
        [&](const Indicator& o) { return o.help == i.help && Contains(session_.helped, o.id); });
    session_.helped.push_back(i.id);
    if (!purpose_given) purposes.push_back(i.help);
  }
  SayHelpNumbers(purposes);
  if (gate_fired) File(Assess(survey_.triage, facts));
}

void Turn::FileAll() {
  if (survey_.triage.indicators.empty() || !Consented()) return;
  const Assessment assessment = Assess(survey_.triage, FactsNow());
  if (!session_.ticket && assessment.fired.empty() && assessment.ask_back.empty()) return;
  File(assessment);
}

void Turn::File(const Assessment& assessment) {
  const TriageRules& rules = survey_.triage;
  FileTicket ticket;
  ticket.is_new = !session_.ticket.has_value();
  if (!session_.ticket) session_.ticket = Draw<core::TicketId>();
  ticket.ticket = *session_.ticket;
  ticket.severity = assessment.severity;
  ticket.points = assessment.points;
  ticket.site = session_.site;
  ticket.language = session_.language;
  // What was filed once stays, even when BACK took its answer away: nobody can be made to lower a
  // ticket.
  std::vector<uint16_t> fired = assessment.fired;
  for (uint16_t i = 0; i < rules.indicators.size(); ++i) {
    const bool filed = Contains(session_.fired, rules.indicators[i].id);
    if (!filed || std::find(fired.begin(), fired.end(), i) != fired.end()) continue;
    fired.push_back(i);
    if (rules.indicators[i].gate)
      ticket.severity = std::min(ticket.severity, *rules.indicators[i].gate);
  }
  fired = GravestFirst(rules, std::move(fired));
  for (uint16_t i : fired) {
    const Indicator& indicator = rules.indicators[i];
    ticket.indicators.push_back(indicator.id);
    if (indicator.kind == TicketKind::kComplaint) ticket.kind = TicketKind::kComplaint;
    if (!Contains(session_.fired, indicator.id)) session_.fired.push_back(indicator.id);
  }
  for (uint16_t i : assessment.ask_back) ticket.ask_back.push_back(rules.indicators[i].id);
  const auto gravest = !fired.empty()                 ? std::optional(fired[0])
                       : !assessment.ask_back.empty() ? std::optional(assessment.ask_back[0])
                                                      : std::nullopt;
  if (gravest) ticket.topic = rules.topics[rules.indicators[*gravest].topic].id;
  for (const Answer& answer : session_.answers) {
    if (answer.kind == Answer::Kind::kWords) ticket.words.push_back(answer.words);
  }
  ticket.answers = CodedAnswers(Precision::kTicket);
  if (ticket.site.empty()) ticket.site = SiteCode();
  Do(std::move(ticket));
}

// Brackets cannot stand in the value of a choice, so these marks are never one. Words are sealed
// elsewhere; of words that name a place the register's code stays.
std::vector<std::pair<std::string, std::string>> Turn::CodedAnswers(Precision precision) const {
  std::vector<std::pair<std::string, std::string>> out;
  for (uint16_t slot = 0; slot < session_.answers.size(); ++slot) {
    const Answer& answer = session_.answers[slot];
    if (answer.kind == Answer::Kind::kNone || (!relevant_.empty() && relevant_[slot] == 0))
      continue;
    const Place place = PlaceOf(survey_, session_.rounds, slot);
    const Question& q = survey_.questions[place.question];
    if (q.repeat != kNoIndex && place.round >= session_.rounds.Count(q.repeat)) continue;
    std::string value;
    switch (answer.kind) {
      case Answer::Kind::kRefused:
        value = "(refused)";
        break;
      case Answer::Kind::kDontKnow:
        value = "(dont_know)";
        break;
      case Answer::Kind::kSkipped:
        value = "(skipped)";
        break;
      case Answer::Kind::kMedia:
        value = "(media)";
        break;
      default:
        value = CodedValue(survey_.infos[place.question], answer);
        // When somebody wrote is nobody's to keep, on a ticket either; what an answer says of a day
        // or place is the officer's.
        if (q.silent() || precision == Precision::kCount) value = WeekOf(std::move(value));
        if (answer.kind == Answer::Kind::kWords && precision == Precision::kCount) value.clear();
    }
    if (!value.empty()) out.emplace_back(NameAt(place), std::move(value));
  }
  return out;
}

// "age"; in a repeat "children[2]/age".
std::string Turn::NameAt(Place place) const {
  const Question& q = survey_.questions[place.question];
  if (q.repeat == kNoIndex) return q.name;
  const std::string& repeat = survey_.containers[survey_.repeats[q.repeat].container].name;
  return repeat + "[" + std::to_string(place.round + 1) + "]/" + q.name;
}

// The register's code of the place that the worker named, "" if none is known.
std::string Turn::SiteCode() const {
  for (size_t i = 0; i < survey_.questions.size(); ++i) {
    const Answer& answer = session_.answers[i];
    const bool applies = relevant_.empty() || relevant_[i] != 0;
    if (survey_.questions[i].role == Role::kSite && applies && answer.kind == Answer::Kind::kWords)
      return answer.text;
  }
  return {};
}

std::vector<std::string> Turn::HelpLines(std::string_view purpose) const {
  // Better a number where they speak another language than none.
  for (bool any_language : {false, true}) {
    for (std::string_view wanted : {purpose, std::string_view("any")}) {
      std::vector<std::string> lines;
      for (const HelpNumber& help : deployment_.help) {
        const bool speaks =
            any_language || help.languages.empty() || Contains(help.languages, session_.language);
        if (help.purpose != wanted || !speaks) continue;
        lines.push_back(help.hours.empty() ? help.number : help.number + " (" + help.hours + ")");
      }
      if (!lines.empty()) return lines;
    }
  }
  return {};
}

// One block for all purposes; what this turn has said already is not said twice.
void Turn::SayHelpNumbers(const std::vector<std::string_view>& purposes) {
  std::string numbers;
  for (std::string_view purpose : purposes) {
    for (std::string& line : HelpLines(purpose)) {
      if (Contains(help_said_, line)) continue;
      if (!numbers.empty()) numbers += '\n';
      numbers += line;
      help_said_.push_back(std::move(line));
    }
  }
  if (!numbers.empty()) Say(catalog_->Format(TextKey::kHelpNumbers, {{"numbers", numbers}}));
}

}  // namespace dialogs

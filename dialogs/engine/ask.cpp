// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>

#include "core/limits.h"
#include "core/utf8.h"
#include "dialogs/engine/turn.h"
#include "locales/telling.h"

namespace dialogs {
namespace {

constexpr size_t kPresentedKept = 4;

void AppendNumber(std::string& out, size_t number, int base = 10) {
  std::array<char, 24> buffer{};
  auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, base);
  out.append(buffer.data(), end);
}

void ReplaceAll(std::string& text, std::string_view what, std::string_view with) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

}  // namespace

void Turn::Say(const Said& paragraph) {
  if (paragraph.numbered.empty()) return;
  for (const auto& [all, more] : {std::pair(&said_.numbered, &paragraph.numbered),
                                  std::pair(&said_.buttons, &paragraph.buttons)}) {
    if (!all->empty()) *all += "\n\n";
    *all += *more;
  }
}

core::OutboundMessage Turn::Begun() {
  core::OutboundMessage message;
  message.text = std::move(said_.numbered);
  message.body = std::move(said_.buttons);
  said_ = {};
  for (std::string* text : {&message.text, &message.body}) {
    if (!text->empty()) *text += "\n\n";
  }
  return message;
}

// Before the paragraph that tells: help numbers above it stay the first thing to be seen.
void Turn::LeadIn(std::string_view language, std::string& text) const {
  auto tells = [&](std::string_view part) {
    return locales::TellsWhatItIsAbout(language, deployment_.office, part);
  };
  if (!tells(text)) return;
  size_t at = 0;
  for (size_t end = text.find("\n\n"); end != std::string::npos && !tells(text.substr(0, end));
       end = text.find("\n\n", end + 2))
    at = end + 2;
  text.insert(at, Word(TextKey::kLeadIn) + "\n\n");
}

void Turn::Send(core::OutboundMessage message) {
  message.language = session_.language.empty() ? survey_.languages[language_] : session_.language;
  for (std::string* text : {&message.text, &message.body}) LeadIn(message.language, *text);
  if (!message.choices.empty()) {
    message.word_open_list = Word(TextKey::kWordOpenList);
    message.word_done = Word(TextKey::kWordDone);
    message.word_more = Word(TextKey::kWordMore);
  }
  said_ = {};
  result_.messages.push_back(std::move(message));
}

void Turn::FlushSaid() {
  if (said_.numbered.empty()) return;
  core::OutboundMessage message;
  message.text = std::move(said_.numbered);
  message.body = std::move(said_.buttons);
  Send(std::move(message));
}

std::string Turn::Filled(const std::string& text) const {
  std::string out = text;
  if (out.find('{') == std::string::npos) return out;
  static_assert(core::limits::kAddressDays == 30,
                "the consent texts of shipped surveys name this number through {days}");
  ReplaceAll(out, "{days}", "30");
  ReplaceAll(out, "{office}", deployment_.office);
  for (size_t at = out.find("${"); at != std::string::npos;) {
    const size_t close = out.find('}', at);
    if (close == std::string::npos) break;
    const std::string value =
        EchoOf(core::Trim(std::string_view(out).substr(at + 2, close - at - 2)));
    out.replace(at, close + 1 - at, value);
    at = out.find("${", at + value.size());
  }
  return out;
}

const std::string& Turn::WordingOf(const Question& question) const {
  const auto channel = static_cast<size_t>(Channel()) - 1;
  return question.wording.at(std::min(channel, question.wording.size() - 1))[language_];
}

bool Turn::Required(const Question& question) const {
  return question.required || IsTrue(question.required_if, FactsNow());
}

// The first six digits tell conversations apart: a button of an earlier one is never an answer to
// this one. They come from the seed; the rest of it (232 bits) stays unknown.
std::string Turn::Token(uint16_t nonce, size_t option) const {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string token;
  for (size_t i = 0; i < 3; ++i) {
    token += kHex[session_.seed[i] >> 4U];
    token += kHex[session_.seed[i] & 15U];
  }
  AppendNumber(token, nonce, 16);
  token += '.';
  AppendNumber(token, option);
  return token;
}

const Presented& Turn::Present(uint16_t question, std::vector<uint16_t> options) {
  auto& presented = session_.presented;
  // The same list again, after a miss or HELP: its copies are one question, a tap on either is an
  // answer.
  if (!presented.empty() && presented.back().question == question &&
      presented.back().options == options)
    return presented.back();
  Presented next;
  next.question = question;
  next.nonce = presented.empty() ? uint16_t{1} : static_cast<uint16_t>(presented.back().nonce + 1);
  next.options = std::move(options);
  if (presented.size() >= kPresentedKept) presented.erase(presented.begin());
  presented.push_back(std::move(next));
  return presented.back();
}

// The label of each group that begins here is said once.
void Turn::SayLabelsOfGroups(Place place) {
  const uint16_t container = survey_.questions[place.question].container;
  const bool entered = session_.asked.empty() || [&] {
    const Place last = PlaceOf(survey_, session_.rounds, session_.asked.back());
    if (last.question == kNoIndex) return true;
    uint16_t c = survey_.questions[last.question].container;
    while (c != 0 && c != container) c = survey_.containers[c].parent;
    return c != container;
  }();
  const bool repeat = survey_.containers[container].is_repeat;
  if (container != 0 && entered && !repeat)
    Say(survey_.container_texts[container].label[language_]);
}

void Turn::AskFrom(Place place) {
  SayRights(place.question);
  while (place.question < survey_.questions.size()) {
    const Question& q = survey_.questions[place.question];
    const bool begins = q.repeat != kNoIndex && place.round == 0 &&
                        place.question == survey_.repeats[q.repeat].first;
    if (begins && !BeginRepeat(q.repeat)) {
      place = {survey_.repeats[q.repeat].last, 0};
      continue;
    }
    if (Applies(place)) {
      SayLabelsOfGroups(place);
      if (q.type != QuestionType::kNote) break;
      Say(Filled(WordingOf(q)));
    }
    // Where a round ends that is the last one so far, "another one?" stands behind its last answer.
    const auto next = After(place);
    if (!next) return;
    place = *next;
  }
  if (place.question >= survey_.questions.size()) {
    session_.question = kNoQuestion;
    return EndSurvey();
  }
  session_.question = SlotOf(survey_, session_.rounds, place);
  session_.stage = Stage::kAsking;
  if (Current().type == QuestionType::kDate || Current().type == QuestionType::kDateTime)
    LookAtClock();
  AskCurrent();
}

// "3/9 " or "Child 2/3: ", the wording, a range's bounds, the hint.
std::string Turn::QuestionText(const Question& q) {
  std::string body;
  if (q.number > 0 && !after_silence_) {
    AppendNumber(body, q.number);
    body += '/';
    AppendNumber(body, survey_.counted);
    body += ' ';
  }
  if (q.repeat != kNoIndex) {
    const ContainerText& texts = survey_.container_texts[survey_.repeats[q.repeat].container];
    if (!texts.label[language_].empty()) {
      body += texts.label[language_] + ' ';
      AppendNumber(body, Here().round + size_t{1});
      if (!texts.count.empty()) {
        body += '/';
        AppendNumber(body, session_.rounds.Count(q.repeat));
      }
      body += ": ";
    }
  }
  const std::string& wording = WordingOf(q);
  if (wording.empty()) {
    body += Word(TextKey::kOtherSpecify);
  } else if (q.placeholders) {
    body += Filled(wording);
  } else {
    body += wording;
  }
  if (q.type == QuestionType::kRange)
    body += " (" + FormatNumber(q.min.value_or(0)) + "-" + FormatNumber(q.max.value_or(0)) + ")";
  if (q.type == QuestionType::kGeopoint) body += "\n" + Word(TextKey::kSendLocation);
  // On SMS each character is paid for: there the hint comes when it is needed.
  if (!q.hint[language_].empty() && (!IsSms() || session_.misses > 0))
    body += "\n" + Filled(q.hint[language_]);
  return body;
}

void Turn::AddOptions(const Question& q, core::OutboundMessage& m) {
  const ChoiceList& list = survey_.lists[*q.list];
  std::vector<uint16_t> options;
  if (q.own_list) {
    options = ShownOptions(q, session_.question);
    for (size_t i = 0; i < options.size(); ++i) {
      m.text += '\n';
      AppendNumber(m.text, i + 1);
      m.text += ' ';
      m.text += OptionLabel(q, options[i], false);
    }
  } else {
    m.text += '\n';
    m.text += list.numbered[language_];
    options.resize(list.choices.size());
    for (size_t i = 0; i < options.size(); ++i) options[i] = static_cast<uint16_t>(i);
  }
  m.multiple = q.type == QuestionType::kSelectMultiple;
  if (m.multiple) m.text += "\n" + Word(TextKey::kHintChooseSeveral);
  const Presented& presented = Present(session_.question, std::move(options));
  m.choices.reserve(presented.options.size());
  for (size_t i = 0; i < presented.options.size(); ++i)
    m.choices.push_back({Token(presented.nonce, i), OptionLabel(q, presented.options[i], true)});
}

void Turn::AskCurrent() {
  const Question& q = Current();
  core::OutboundMessage m = Begun();
  const std::string question = QuestionText(q);
  m.body += question;
  m.text += question;
  if (q.list) AddOptions(q, m);
  if (q.type == QuestionType::kAcknowledge) {
    m.text += "\n1 " + Word(TextKey::kWordOk);
    const Presented& presented = Present(session_.question, {0});
    m.choices.push_back({Token(presented.nonce, 0), Word(TextKey::kWordOk)});
  }
  if (!Required(q)) {
    const std::string skip =
        catalog_->Format(TextKey::kHintSkip, {{"word", Word(TextKey::kWordSkip)}});
    m.text += "\n" + skip;
    m.body += "\n" + skip;
  }
  Send(std::move(m));
}

void Turn::AskMenu(uint16_t menu, std::string_view label, const std::vector<std::string>& options) {
  core::OutboundMessage m = Begun();
  m.body += label;
  m.text += label;
  std::vector<uint16_t> shown(options.size());
  for (size_t i = 0; i < shown.size(); ++i) shown[i] = static_cast<uint16_t>(i);
  const Presented& presented = Present(menu, std::move(shown));
  for (size_t i = 0; i < options.size(); ++i) {
    m.text += '\n';
    AppendNumber(m.text, i + 1);
    m.text += ' ';
    m.text += options[i];
    m.choices.push_back({Token(presented.nonce, i), options[i]});
  }
  Send(std::move(m));
}

}  // namespace dialogs

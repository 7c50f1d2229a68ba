// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>

#include "core/limits.h"
#include "dialogs/engine/turn.h"

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

void Turn::Say(std::string_view paragraph) {
  if (paragraph.empty()) return;
  if (!said_.empty()) said_ += "\n\n";
  said_ += paragraph;
}

void Turn::Send(core::OutboundMessage message) {
  message.language = session_.language.empty() ? survey_.languages[language_] : session_.language;
  if (!message.choices.empty()) {
    message.word_open_list = Word(TextKey::kWordOpenList);
    message.word_done = Word(TextKey::kWordDone);
    message.word_more = Word(TextKey::kWordMore);
  }
  said_.clear();
  result_.messages.push_back(std::move(message));
}

void Turn::FlushSaid() {
  if (said_.empty()) return;
  core::OutboundMessage message;
  message.text = said_;
  message.body = std::move(said_);
  Send(std::move(message));
}

std::string Turn::Filled(const Question& question, const std::string& text) const {
  std::string out = text;
  if (question.placeholders) {
    static_assert(core::limits::kAddressDays == 30,
                  "the consent texts of shipped surveys name this number through {days}");
    ReplaceAll(out, "{days}", "30");
    ReplaceAll(out, "{office}", deployment_.office);
  }
  return out;
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

const Presented& Turn::Present(uint16_t question, size_t options) {
  auto& presented = session_.presented;
  // The same list again, after a miss or HELP: its copies are one question, a tap on either is an
  // answer.
  if (!presented.empty() && presented.back().question == question &&
      presented.back().options.size() == options)
    return presented.back();
  Presented next;
  next.question = question;
  next.nonce = presented.empty() ? uint16_t{1} : static_cast<uint16_t>(presented.back().nonce + 1);
  next.options.resize(options);
  for (size_t i = 0; i < options; ++i) next.options[i] = static_cast<uint16_t>(i);
  if (presented.size() >= kPresentedKept) presented.erase(presented.begin());
  presented.push_back(std::move(next));
  return presented.back();
}

void Turn::AskFrom(size_t question) {
  for (; question < survey_.questions.size(); ++question) {
    if (!relevant_.empty() && relevant_[question] == 0) continue;
    const Question& q = survey_.questions[question];
    if (q.role == Role::kSite && !session_.site.empty()) continue;  // the first message named it
    if (q.type != QuestionType::kNote) break;
    Say(Filled(q, IsSms() ? q.sms[language_] : q.label[language_]));
  }
  session_.question = static_cast<uint16_t>(question);
  if (!HasCurrent()) return EndSurvey();
  session_.stage = Stage::kAsking;
  AskCurrent();
}

void Turn::AskCurrent() {
  const Question& q = Current();
  core::OutboundMessage m;
  std::string& body = m.body;
  body = std::move(said_);
  said_.clear();
  if (!body.empty()) body += "\n\n";
  if (q.number > 0) {
    AppendNumber(body, q.number);
    body += '/';
    AppendNumber(body, survey_.counted);
    body += ' ';
  }
  const std::string& label = IsSms() ? q.sms[language_] : q.label[language_];
  body += q.placeholders ? Filled(q, label) : label;
  // On SMS each character is paid for: there the hint comes when it is needed.
  if (!q.hint[language_].empty() && (!IsSms() || session_.misses > 0))
    body += "\n" + Filled(q, q.hint[language_]);
  m.text = body;
  if (q.list) {
    const ChoiceList& list = survey_.lists[*q.list];
    m.text += '\n';
    m.text += list.numbered[language_];
    m.multiple = q.type == QuestionType::kSelectMultiple;
    if (m.multiple) m.text += "\n" + Word(TextKey::kHintChooseSeveral);
    const Presented& presented = Present(session_.question, list.choices.size());
    m.choices.reserve(list.choices.size());
    for (size_t i = 0; i < list.choices.size(); ++i)
      m.choices.push_back({Token(presented.nonce, i), list.choices[i].button[language_]});
  }
  if (!q.required) {
    const std::string skip =
        catalog_->Format(TextKey::kHintSkip, {{"word", Word(TextKey::kWordSkip)}});
    m.text += "\n" + skip;
    body += "\n" + skip;
  }
  Send(std::move(m));
}

void Turn::AskMenu(uint16_t menu, std::string_view label, const std::vector<std::string>& options) {
  core::OutboundMessage m;
  m.body = std::move(said_);
  said_.clear();
  if (!m.body.empty()) m.body += "\n\n";
  m.body += label;
  m.text = m.body;
  const Presented& presented = Present(menu, options.size());
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

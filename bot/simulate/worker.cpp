// SPDX-License-Identifier: Apache-2.0
#include "bot/simulate/worker.h"

#include <algorithm>

namespace bot::simulate {
namespace {

constexpr int kPatience = 60;  // messages; a worker who is never understood gives up

// The number in front of a line that shows one of `labels` ("2 Employer", "২. মালিক"), as it stands
// there; "" if none does.
std::string NumberOfLine(const std::string& text, const std::vector<std::string>& labels) {
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string line = Flat(std::string_view(text).substr(at, end - at));
    size_t space = line.find(' ');
    if (space != std::string::npos &&
        std::find(labels.begin(), labels.end(), line.substr(space + 1)) != labels.end()) {
      std::string number = line.substr(0, space);
      while (!number.empty() && (number.back() == '.' || number.back() == ')')) number.pop_back();
      return number;
    }
    at = end + 1;
  }
  return "";
}

}  // namespace

Reply Worker::Choose(const Shown& shown, const std::vector<std::string>& labels,
                     size_t position) const {
  for (const Button& button : shown.buttons) {
    if (std::find(labels.begin(), labels.end(), Flat(button.label)) != labels.end())
      return {"", button.token};
  }
  if (position < shown.buttons.size()) {
    return {"", shown.buttons[position].token};  // a label that was cut
  }
  std::string number = NumberOfLine(shown.text, labels);
  return {number.empty() ? std::to_string(position + 1) : number, ""};
}

Reply Worker::AnswerMenu(const Shown& shown, const std::string& label) const {
  std::string flat = Flat(label);
  for (const Button& button : shown.buttons) {
    if (Flat(button.label) == flat) return {"", button.token};
  }
  std::string number = NumberOfLine(shown.text, {flat});
  return {number.empty() ? label : number, ""};
}

Reply Worker::AnswerQuestion(const Shown& shown, const ScriptQuestion& question) const {
  auto planned = persona_.answers.find(question.name);
  if (question.type == "select_one" || question.type == "select_multiple") {
    size_t position = persona_.Draw(question.name, question.choices.size());
    for (size_t i = 0; planned != persona_.answers.end() && i < question.choices.size(); ++i) {
      if (question.choices[i].value == planned->second) position = i;
    }
    return Choose(
        shown,
        question.choices.empty() ? std::vector<std::string>{} : question.choices[position].labels,
        position);
  }
  if (planned != persona_.answers.end()) return {planned->second, ""};
  if (question.type == "integer" || question.type == "decimal")
    return {std::to_string(1 + persona_.Draw(question.name, 10)), ""};
  if (question.type == "date") return {"2026-11-02", ""};
  auto words = persona_.answers.find("one_thing");
  return {words == persona_.answers.end() ? "-" : words->second, ""};
}

std::optional<Reply> Worker::AnswerOfficer(const Shown& shown, const Script::Seen& seen) const {
  switch (seen.expects) {
    case dialogs::Expects::kNothing:
      return std::nullopt;
    case dialogs::Expects::kNumber:
      return Reply{std::to_string(2 + persona_.Draw(seen.phrase, 20)), ""};
    case dialogs::Expects::kYesNo: {
      // A yes to "did anybody make trouble for you?" would open the closed ticket again: few have
      // to say so.
      const bool yes = seen.phrase == dialogs::kClosingTrouble ? persona_.Draw(seen.phrase, 12) == 0
                                                               : persona_.Draw(seen.phrase, 3) != 0;
      return AnswerMenu(shown, yes ? script_->word_yes() : script_->word_no());
    }
    case dialogs::Expects::kWords:
      break;
  }
  const auto words = persona_.answers.find("to_officer");
  if (words == persona_.answers.end()) return std::nullopt;
  return Reply{words->second, ""};
}

std::optional<Reply> Worker::Read(const Shown& shown) {
  if (++read_ > kPatience) return std::nullopt;
  Script::Seen seen = script_->Recognise(shown.text);
  if (seen.kind == Script::Kind::kOfficer || done_) {
    return done_ && seen.kind == Script::Kind::kOfficer ? AnswerOfficer(shown, seen) : std::nullopt;
  }
  switch (seen.kind) {
    case Script::Kind::kOfficer:
    case Script::Kind::kOther:
      return std::nullopt;
    case Script::Kind::kEnd:
      done_ = true;
      got_receipt_ = seen.receipt;
      return std::nullopt;
    case Script::Kind::kLanguageMenu:
      return AnswerMenu(shown, script_->own_name());
    case Script::Kind::kLater:
      return Choose(shown, {}, 0);
    case Script::Kind::kFollowUp:
      return AnswerMenu(shown, persona_.follow_up ? script_->word_yes() : script_->word_no());
    case Script::Kind::kIdentity:
      return AnswerMenu(
          shown, persona_.Draw("identity", 2) == 0 ? script_->word_yes() : script_->word_no());
    case Script::Kind::kQuestion:
      break;
  }
  if (answered_++ == persona_.stops_after) return Reply{"STOP", ""};
  return AnswerQuestion(shown, *seen.question);
}

}  // namespace bot::simulate

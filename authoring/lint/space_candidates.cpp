// SPDX-License-Identifier: Apache-2.0
// Which answers of a question decide: every choice, and of numbers those at and around each bound.
#include <algorithm>
#include <cmath>

#include "authoring/lint/space.h"

namespace authoring::lint {
namespace {

using dialogs::Answer;
using dialogs::QuestionType;

constexpr size_t kMaxMentioned = 10;  // options of one question

bool IsNumber(QuestionType type) {
  return type == QuestionType::kInteger || type == QuestionType::kDecimal ||
         type == QuestionType::kRange;
}

}  // namespace

std::vector<Answer> Space::Numbers(uint16_t question) const {
  const dialogs::Question& q = survey_.questions[question];
  const bool whole = q.type == QuestionType::kInteger || q.whole;
  std::vector<double> points{0, 1};
  const auto& numbers = marks_.NumbersOf(question);
  points.insert(points.end(), numbers.begin(), numbers.end());
  if (q.min) points.push_back(*q.min);
  if (q.max) points.push_back(*q.max);
  for (size_t i = 0, count = points.size(); i < count; ++i) {
    const double step = whole ? 1 : 0.5;
    const double at = points[i];
    points.insert(points.end(), {at - step, at + step, std::floor(at), std::ceil(at)});
  }
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  for (size_t i = 1, count = points.size(); !whole && i < count; ++i)
    points.push_back((points[i - 1] + points[i]) / 2);
  std::vector<Answer> out;
  for (double point : points) {
    const bool fits = (!whole || std::floor(point) == point) && point >= q.min.value_or(point) &&
                      point <= q.max.value_or(point);
    if (!fits) continue;
    Answer answer;
    answer.kind = Answer::Kind::kNumber;
    answer.number = point;
    out.push_back(std::move(answer));
  }
  return out;
}

// Every set of the options that the expressions name, and one of the others; nothing where that is
// too much to walk through.
std::vector<Answer> Space::Subsets(uint16_t question) const {
  std::vector<uint16_t> options = marks_.OptionsOf(question);
  std::sort(options.begin(), options.end());
  options.erase(std::unique(options.begin(), options.end()), options.end());
  if (options.size() > kMaxMentioned) return {};
  const size_t all = survey_.infos[question].values.size();
  for (uint16_t i = 0; i < all; ++i) {
    if (std::find(options.begin(), options.end(), i) != options.end()) continue;
    options.push_back(i);
    break;
  }
  std::vector<Answer> out;
  for (size_t set = 1; set < (size_t{1} << options.size()); ++set) {
    Answer answer;
    answer.kind = Answer::Kind::kValues;
    for (size_t i = 0; i < options.size(); ++i) {
      if ((set >> i & 1U) != 0) answer.values.push_back(options[i]);
    }
    std::sort(answer.values.begin(), answer.values.end());
    out.push_back(std::move(answer));
  }
  return out;
}

std::vector<Answer> Space::Candidates(uint16_t question) const {
  const dialogs::Question& q = survey_.questions[question];
  std::vector<Answer> out;
  const auto add = [&](Answer::Kind kind, std::string text) {
    Answer answer;
    answer.kind = kind;
    answer.text = std::move(text);
    answer.words_chars = kind == Answer::Kind::kWords ? 10 : 0;
    out.push_back(std::move(answer));
  };
  if (q.silent()) {
    for (const char* channel : {"sms", "whatsapp", "telegram", "webchat"})
      add(Answer::Kind::kText, channel);
    return out;
  }
  if (IsNumber(q.type)) out = Numbers(question);
  if (q.type == QuestionType::kSelectMultiple) out = Subsets(question);
  if (q.type == QuestionType::kSelectOne) {
    const auto& values = survey_.infos[question].values;
    for (uint16_t i = 0; i < values.size(); ++i) {
      if (q.role == dialogs::Role::kConsent && values[i] != "yes") continue;  // a no ends it
      add(Answer::Kind::kValues, "");
      out.back().values = {i};
    }
  }
  if (q.type == QuestionType::kText) add(Answer::Kind::kWords, "");
  if (q.type == QuestionType::kAcknowledge) add(Answer::Kind::kText, "OK");
  if (q.media()) add(Answer::Kind::kMedia, "");
  // "I don't know" is an answer to every question, and leaves it empty.
  if (q.role != dialogs::Role::kConsent) out.emplace_back();
  return out;
}

}  // namespace authoring::lint

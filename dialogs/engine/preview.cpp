// SPDX-License-Identifier: Apache-2.0
#include "dialogs/preview.h"

#include "dialogs/engine/turn.h"

namespace dialogs {

core::OutboundMessage Turn::Preview(uint16_t question) {
  relevant_.clear();  // everything applies
  const auto& questions = survey_.questions;
  const Question& q = questions[question];
  if (q.type == QuestionType::kNote) {
    Say(Filled(WordingOf(q)));
    FlushSaid();
    if (result_.messages.empty()) return {};  // it only repeats an answer, and there is none
    return std::move(result_.messages.front());
  }
  const auto before = [&](uint16_t i) {
    const Question& row = questions[i];
    return row.silent() || (row.type == QuestionType::kNote && row.repeat == q.repeat);
  };
  uint16_t first = question;
  while (first > 0 && before(static_cast<uint16_t>(first - 1))) --first;
  for (uint16_t i = first; i < question; ++i) {
    if (!questions[i].silent()) Say(Filled(WordingOf(questions[i])));
  }
  session_.asked.clear();
  if (first > 0) session_.asked.push_back(static_cast<uint16_t>(first - 1));
  SayLabelsOfGroups({question, 0});
  session_.question = question;
  session_.stage = Stage::kAsking;
  if (q.repeat != kNoIndex) session_.rounds.counts[q.repeat] = 1;
  LookAtClock();
  AskCurrent();
  return std::move(result_.messages.back());
}

core::OutboundMessage PreviewQuestion(const Survey& survey, const Deployment& deployment,
                                      std::string_view language, core::ChannelKind channel,
                                      uint16_t question, std::vector<Answer> answers) {
  Session session = NewSession(survey, core::Seed{}, core::Timestamp{});
  answers.resize(session.answers.size());
  session.answers = std::move(answers);
  session.language = language;
  Input input;
  input.channel = channel;
  return Turn(survey, deployment, std::move(session), &input, core::Timestamp{}).Preview(question);
}

}  // namespace dialogs

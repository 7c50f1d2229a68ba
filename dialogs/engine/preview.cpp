// SPDX-License-Identifier: Apache-2.0
#include "dialogs/preview.h"

#include <utility>

#include "dialogs/engine/turn.h"

namespace dialogs {

core::OutboundMessage Turn::Preview(uint16_t question) {
  relevant_.clear();  // everything applies
  session_.presented.clear();
  result_.messages.clear();
  const auto& questions = survey_.questions;
  const Question& q = questions[question];
  if (q.type == QuestionType::kNote) {
    Say(Filled(WordingOf(q)));
    FlushSaid();
    return result_.messages.empty() ? core::OutboundMessage{} : std::move(result_.messages.front());
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
  uint16_t unused = 0;
  uint16_t& rounds = q.repeat == kNoIndex ? unused : session_.rounds.counts[q.repeat];
  const uint16_t rounds_before = std::exchange(rounds, uint16_t{1});
  if (q.type == QuestionType::kDate || q.type == QuestionType::kDateTime) LookAtClock();
  AskCurrent();
  rounds = rounds_before;
  return std::move(result_.messages.back());
}

struct Preview::Impl {
  Impl(const Survey& survey, const Deployment& deployment, Session session)
      : turn(survey, deployment, std::move(session), &input, core::Timestamp{}) {}
  Input input;  // its channel is what the turn is asked on
  Turn turn;    // one for all questions: what follows from the answers is computed once
};

Preview::Preview(const Survey& survey, const Deployment& deployment, std::string_view language,
                 std::vector<Answer> answers) {
  Session session = NewSession(survey, core::Seed{}, core::Timestamp{});
  answers.resize(session.answers.size());
  session.answers = std::move(answers);
  session.language = language;
  impl_ = std::make_unique<Impl>(survey, deployment, std::move(session));
}
Preview::~Preview() = default;

core::OutboundMessage Preview::Of(uint16_t question, core::ChannelKind channel) {
  impl_->input.channel = channel;
  return impl_->turn.Preview(question);
}

}  // namespace dialogs

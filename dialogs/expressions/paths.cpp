// SPDX-License-Identifier: Apache-2.0
// Paths: ${name}, /form/group/name, ../name. The survey's
// shape is known, so each step is resolved while it is read; only rounds and choices are left to
// run time.
#include <algorithm>

#include "dialogs/expressions/parser_impl.h"
#include "dialogs/nearest.h"

namespace dialogs {

uint16_t Parser::RepeatHere() const {
  const uint16_t here = scope_.row_container.value_or(scope_.container);
  return scope_.tree->containers[here].repeat;
}

// kNoIndex: anywhere.
std::optional<uint16_t> Parser::ChildContainer(uint16_t parent, std::string_view name) const {
  const auto& all = scope_.tree->containers;
  for (uint16_t i = 1; i < all.size(); ++i) {
    if (all[i].name == name && (parent == kNoIndex || all[i].parent == parent)) return i;
  }
  return std::nullopt;
}

bool Parser::ReachQuestion(Walk& walk, uint16_t question, const Token& token) {
  if (question >= scope_.before && scope_.tree->infos[question].type != QuestionType::kCalculate &&
      scope_.tree->infos[question].type != QuestionType::kHidden) {
    return Fail(token, Flaw::kLater, {scope_.tree->infos[question].name});
  }
  walk.path.target = Path::Target::kQuestion;
  walk.path.element = question;
  walk.ended = true;
  return true;
}

Parser::Index Parser::Reference(const Token& token) {
  ++at_;
  Walk walk;
  walk.start = token;
  auto found = scope_.tree->index.find(token.text);
  // A constraint that names its own question means the answer that it judges, as in ODK.
  if (found != scope_.tree->index.end() && context_.self == found->second && !At("/")) {
    Node node;
    node.op = Op::kSelf;
    node.question = found->second;
    return Add(std::move(node), token);
  }
  if (found != scope_.tree->index.end()) {
    const QuestionInfo& info = scope_.tree->infos[found->second];
    if (info.repeat != kNoIndex && info.repeat != RepeatHere()) {
      walk.path.over = Path::Over::kRounds;
      walk.path.index = info.repeat;
    }
    if (!ReachQuestion(walk, found->second, token)) return std::nullopt;
  } else if (auto container = ChildContainer(kNoIndex, token.text)) {
    const Container& c = scope_.tree->containers[*container];
    const bool fans_out = c.repeat != kNoIndex && (c.is_repeat || c.repeat != RepeatHere());
    if (fans_out) {
      walk.path.over = Path::Over::kRounds;
      walk.path.index = c.repeat;
    }
    walk.path.element = walk.container = *container;
  } else {
    const std::string near = NearestName(scope_, token.text);
    const bool moment = token.text == "today" || token.text == "now";
    return FailIndex(token,
                     moment && near.empty() ? Flaw::kQuestionIsFunction : Flaw::kUnknownQuestion,
                     {token.text}, near);
  }
  if (!Filters(walk) || !Steps(walk)) return std::nullopt;
  return Done(std::move(walk));
}

Parser::Index Parser::FromTop(const Token& token) {
  ++at_;
  Walk walk;
  walk.start = token;
  if (Peek().kind != TokenKind::kName) return FailIndex(Peek(), Flaw::kTopShape);
  const Token form = Peek();
  ++at_;
  if (!At("/") && (scope_.tree->index.contains(form.text) || ChildContainer(0, form.text))) {
    return FailIndex(form, Flaw::kTopForm, {form.text});
  }
  if (!Steps(walk)) return std::nullopt;
  return Done(std::move(walk));
}

Parser::Index Parser::FromHere(const Token& token) {
  Walk walk;
  walk.start = token;
  walk.path.inner = context_.inner;
  walk.container = walk.path.element = context_.container;
  if (token.kind == TokenKind::kName) {
    ++at_;
    if (!Step(walk, token) || !Filters(walk) || !Steps(walk)) return std::nullopt;
    return Done(std::move(walk));
  }
  const bool self = token.text == ".";
  if (context_.list) return FailIndex(token, Flaw::kColumnsOnly);
  ++at_;
  if (self && !At("/")) {
    if (!context_.self) return FailIndex(token, Flaw::kSelf);
    Node node;
    node.op = Op::kSelf;
    node.question = *context_.self;
    return Add(std::move(node), token);
  }
  if (self && !context_.at_container) return FailIndex(token, Flaw::kBelowAnswer);
  if (!self && context_.at_container) {
    if (walk.container == 0) return FailIndex(token, Flaw::kAboveForm);
    walk.container = walk.path.element = scope_.tree->containers[walk.container].parent;
  }
  if (!Steps(walk)) return std::nullopt;
  return Done(std::move(walk));
}

// current()/../name: of the row that has the expression, whatever [ ] it stands in.
Parser::Index Parser::Current(const Token& token) {
  at_ += 2;
  if (!At(")")) return FailIndex(token, Flaw::kCurrentValue);
  ++at_;
  if (!At("/")) return FailIndex(token, Flaw::kCurrentPath);
  ++at_;
  const Context here = std::exchange(context_, Context{});
  context_.container = scope_.row_container.value_or(scope_.container);
  context_.at_container = scope_.row_container.has_value();
  Index out;
  if (At("..") || At(".")) {
    out = FromHere(Peek());
  } else {
    FailIndex(Peek(), Flaw::kCurrentPath);
  }
  context_ = here;
  return out;
}

bool Parser::Steps(Walk& walk) {
  while (At("/")) {
    const Token slash = Peek();
    ++at_;
    const Token name = Peek();
    if (name.kind == TokenKind::kNumber || name.kind == TokenKind::kText ||
        name.kind == TokenKind::kReference || At("("))
      return Fail(slash, Flaw::kSlash);
    if (At("*")) return Fail(name, Flaw::kStepStar);
    if (At(".")) return Fail(name, Flaw::kStepDot);
    if (At("..")) {
      if (walk.path.over != Path::Over::kSingle || walk.ended) return Fail(name, Flaw::kStepUp);
      if (walk.container == 0) return Fail(name, Flaw::kAboveForm);
      ++at_;
      walk.container = walk.path.element = scope_.tree->containers[walk.container].parent;
      continue;
    }
    if (name.kind != TokenKind::kName) return Fail(name, Flaw::kStepName);
    ++at_;
    if (!Step(walk, name) || !Filters(walk)) return false;
  }
  return true;
}

bool Parser::Step(Walk& walk, const Token& name) {
  const SurveyTree& tree = *scope_.tree;
  if (walk.ended) return Fail(name, Flaw::kBelowQuestion);
  for (uint16_t i = 0; i < tree.infos.size(); ++i) {
    if (tree.infos[i].name == name.text && tree.infos[i].container == walk.container)
      return ReachQuestion(walk, i, name);
  }
  if (auto child = ChildContainer(walk.container, name.text)) return Enter(walk, *child, name);
  std::vector<std::string_view> names;
  for (const QuestionInfo& info : tree.infos) {
    if (info.container == walk.container) names.push_back(info.name);
  }
  const bool in_form = walk.container == 0;
  return Fail(name, in_form ? Flaw::kNotInForm : Flaw::kNotInGroup,
              {name.text, tree.containers[walk.container].name}, Nearest(name.text, names));
}

bool Parser::Enter(Walk& walk, uint16_t container, const Token&) {
  walk.container = walk.path.element = container;
  walk.path.target = Path::Target::kContainer;
  const Container& c = scope_.tree->containers[container];
  if (c.is_repeat) {
    walk.path.over = Path::Over::kRounds;
    walk.path.index = c.repeat;
  }
  return true;
}

Parser::Context Parser::InFilter(const Walk& walk) const {
  Context in;
  in.predicate = true;
  if (walk.path.over == Path::Over::kChoices) {
    in.list = walk.path.index;
  } else if (walk.ended) {
    in.self = walk.path.element;
    in.container = scope_.tree->infos[walk.path.element].container;
    in.inner = true;
  } else {
    in.container = walk.container;
    in.at_container = true;
    in.inner = true;
  }
  return in;
}

bool Parser::Filters(Walk& walk) {
  while (At("[")) {
    const Token open = Peek();
    if (walk.path.over == Path::Over::kSingle && !walk.ended) return Fail(open, Flaw::kFilterPlace);
    if (walk.path.over == Path::Over::kSingle) return Fail(open, Flaw::kFilterOneAnswer);
    ++at_;
    if (!Deeper(open)) return false;
    const Context here = std::exchange(context_, InFilter(walk));
    Index filter = Binary(1);
    context_ = here;
    --depth_;
    if (!filter) return false;
    if (!At("]")) {
      return Peek().kind == TokenKind::kEnd ? Fail(open, Flaw::kSquareOpen)
                                            : Fail(Peek(), Flaw::kSquareMissing);
    }
    ++at_;
    (walk.ended ? walk.path.value_filters : walk.path.filters).push_back(*filter);
  }
  return true;
}

Parser::Index Parser::Done(Walk walk) {
  Node node;
  if (walk.path.over == Path::Over::kSingle && walk.path.target == Path::Target::kQuestion) {
    node.op = Op::kQuestion;
    node.question = walk.path.element;
    node.inner = walk.path.inner;
    return Add(std::move(node), walk.start);
  }
  node.op = Op::kPath;
  node.path = static_cast<uint16_t>(paths_.size());
  paths_.push_back(std::move(walk.path));
  return Add(std::move(node), walk.start);
}

}  // namespace dialogs

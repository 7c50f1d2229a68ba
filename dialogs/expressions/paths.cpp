// SPDX-License-Identifier: Apache-2.0
// Paths: ${name}, /form/group/name, ../name. The survey's
// shape is known, so each step is resolved while it is read; only rounds and choices are left to
// run time.
#include <fmt/format.h>

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
    return Fail(token, fmt::format("\"{}\" is not asked before this; name an earlier question",
                                   scope_.tree->infos[question].name));
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
    return FailIndex(
        token, fmt::format("there is no question named \"{}\"{}", token.text,
                           near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
  }
  if (!Filters(walk) || !Steps(walk)) return std::nullopt;
  return Done(std::move(walk));
}

Parser::Index Parser::FromTop(const Token& token) {
  ++at_;
  Walk walk;
  walk.start = token;
  if (Peek().kind != TokenKind::kName)
    return FailIndex(Peek(), "a path from the top begins with the form: /data/group/name");
  const Token form = Peek();
  ++at_;
  if (!At("/") && (scope_.tree->index.contains(form.text) || ChildContainer(0, form.text))) {
    return FailIndex(form, fmt::format("a path from the top begins with the form: /data/{}",
                                       form.text));
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
  if (context_.list)
    return FailIndex(token, "here stand columns of the list only, without a path");
  ++at_;
  if (self && !At("/")) {
    if (!context_.self) {
      return FailIndex(
          token, "\".\" means the answer itself and works in a constraint only; write ${name}");
    }
    Node node;
    node.op = Op::kSelf;
    node.question = *context_.self;
    return Add(std::move(node), token);
  }
  if (self && !context_.at_container)
    return FailIndex(token, "below the answer itself is nothing; write ../name");
  if (!self && context_.at_container) {
    if (walk.container == 0) return FailIndex(token, "above the form is nothing");
    walk.container = walk.path.element = scope_.tree->containers[walk.container].parent;
  }
  if (!Steps(walk)) return std::nullopt;
  return Done(std::move(walk));
}

// current()/../name: of the row that has the expression, whatever [ ] it stands in.
Parser::Index Parser::Current(const Token& token) {
  at_ += 2;
  if (!At(")")) return FailIndex(token, "current() takes no value");
  ++at_;
  if (!At("/")) return FailIndex(token, "behind current() stands a path: current()/../name");
  ++at_;
  const Context here = std::exchange(context_, Context{});
  context_.container = scope_.row_container.value_or(scope_.container);
  context_.at_container = scope_.row_container.has_value();
  Index out;
  if (At("..") || At(".")) {
    out = FromHere(Peek());
  } else {
    FailIndex(Peek(), "behind current() stands a path: current()/../name");
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
      return Fail(slash, "division is written div");
    if (At("*")) return Fail(name, "* as a step is not available; name each question");
    if (At(".")) return Fail(name, "a step . in the middle says nothing; remove it");
    if (At("..")) {
      if (walk.path.over != Path::Over::kSingle || walk.ended)
        return Fail(name, ".. cannot stand behind a question or a repeat; begin with the group");
      if (walk.container == 0) return Fail(name, "above the form is nothing");
      ++at_;
      walk.container = walk.path.element = scope_.tree->containers[walk.container].parent;
      continue;
    }
    if (name.kind != TokenKind::kName) return Fail(name, "behind / stands the name of a question or group");
    ++at_;
    if (!Step(walk, name) || !Filters(walk)) return false;
  }
  return true;
}

bool Parser::Step(Walk& walk, const Token& name) {
  const SurveyTree& tree = *scope_.tree;
  if (walk.ended) return Fail(name, "below a question is nothing");
  for (uint16_t i = 0; i < tree.infos.size(); ++i) {
    if (tree.infos[i].name == name.text && tree.infos[i].container == walk.container)
      return ReachQuestion(walk, i, name);
  }
  if (auto child = ChildContainer(walk.container, name.text)) return Enter(walk, *child, name);
  std::vector<std::string_view> names;
  for (const QuestionInfo& info : tree.infos) {
    if (info.container == walk.container) names.push_back(info.name);
  }
  const std::string near = Nearest(name.text, names);
  const std::string where = walk.container == 0 ? std::string("the form")
                                                : "\"" + tree.containers[walk.container].name + "\"";
  return Fail(name, fmt::format("there is no \"{}\" in {}{}", name.text, where,
                                near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
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
    if (walk.path.over == Path::Over::kSingle && !walk.ended)
      return Fail(open, "[ ] stands behind a repeat or a list");
    if (walk.path.over == Path::Over::kSingle)
      return Fail(open, "this question has one answer: [ ] stands behind a repeat or a list");
    ++at_;
    if (!Deeper(open)) return false;
    const Context here = std::exchange(context_, InFilter(walk));
    Index filter = Binary(1);
    context_ = here;
    --depth_;
    if (!filter) return false;
    if (!At("]")) {
      return Peek().kind == TokenKind::kEnd ? Fail(open, "this [ is not closed; add ]")
                                            : Fail(Peek(), "here ] is missing");
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

// SPDX-License-Identifier: Apache-2.0
// Lists of choices in expressions: instance('list')/root/item[...]/column, and columns in a filter.
#include "dialogs/expressions/parser_impl.h"
#include "dialogs/nearest.h"

namespace dialogs {

Parser::Index Parser::Instance(const Token& token) {
  at_ += 2;
  const Token name = Peek();
  auto list = scope_.tree->list_names.find(name.text);
  if (name.kind != TokenKind::kText) return FailIndex(name, Flaw::kListQuotes);
  if (list == scope_.tree->list_names.end()) {
    std::vector<std::string_view> names;
    for (const auto& [known, index] : scope_.tree->list_names) names.push_back(known);
    return FailIndex(name, Flaw::kNoList, {name.text}, Nearest(name.text, names));
  }
  ++at_;
  for (std::string_view expected : {")", "/", "root", "/", "item"}) {
    if (Peek().text != expected)
      return FailIndex(Peek().kind == TokenKind::kEnd ? token : Peek(), Flaw::kListShape);
    ++at_;
  }
  Walk walk;
  walk.start = token;
  walk.path.over = Path::Over::kChoices;
  walk.path.index = list->second;
  if (!Filters(walk)) return std::nullopt;
  if (At("/") && !InstanceColumn(walk)) return std::nullopt;
  return Done(std::move(walk));
}

bool Parser::InstanceColumn(Walk& walk) {
  ++at_;
  const Token column = Peek();
  const ChoiceList& choices = scope_.tree->lists[walk.path.index];
  if (column.kind != TokenKind::kName || !HasColumn(choices, column.text))
    return Fail(column, Flaw::kNoColumn, {column.text}, NearestColumn(choices, column.text));
  ++at_;
  walk.path.target = Path::Target::kColumn;
  walk.path.column = column.text;
  walk.ended = true;
  return true;
}

Parser::Index Parser::Column(const Token& token) {
  const ChoiceList& list = scope_.tree->lists[*context_.list];
  ++at_;
  if (!HasColumn(list, token.text)) {
    const std::string near = NearestColumn(list, token.text);
    const bool question = scope_.tree->index.contains(token.text);
    const Flaw flaw = !near.empty() ? Flaw::kNoColumn
                      : question    ? Flaw::kColumnIsQuestion
                                    : Flaw::kColumnIsText;
    return FailIndex(token, flaw, {token.text}, near);
  }
  Node node;
  node.op = Op::kColumn;
  node.text = token.text;
  return Add(std::move(node), token);
}

}  // namespace dialogs

// SPDX-License-Identifier: Apache-2.0
// Expressions that run, and likely do not mean what they say.
#include <fmt/format.h>

#include <algorithm>

#include "authoring/lint/context.h"

namespace authoring::lint {
namespace {

using dialogs::Expression;
using dialogs::Function;
using dialogs::Node;
using dialogs::Op;
using dialogs::QuestionType;

bool IsNumber(QuestionType type) {
  return type == QuestionType::kInteger || type == QuestionType::kDecimal ||
         type == QuestionType::kRange;
}

class ExpressionRules {
 public:
  ExpressionRules(Context& context, const Expression& expression, std::string path)
      : c_(context), e_(expression), path_(std::move(path)) {}

  void Run(bool condition, bool kept) {
    if (e_.empty()) return;
    if (condition) Truth(e_.root);
    for (uint32_t i = 0; i < e_.nodes.size(); ++i) {
      const Node& node = e_.nodes[i];
      if (node.op >= Op::kEqual && node.op <= Op::kGreaterEqual) Comparison(node);
      if (node.op >= Op::kAdd && node.op <= Op::kModulo) Arithmetic(node);
      if (node.op == Op::kCall) Call(node, kept);
    }
  }

 private:
  const dialogs::Question* Named(const Node& node) const {
    const bool named = node.op == Op::kQuestion || node.op == Op::kSelf;
    return named ? &c_.survey.questions[node.question] : nullptr;
  }

  // What is taken for true or false: "no" and "false" are answers, so they are true.
  void Truth(uint32_t index) {
    const Node& node = e_.nodes[index];
    const bool through =
        node.op == Op::kAnd || node.op == Op::kOr ||
        (node.op == Op::kCall &&
         (node.function == Function::kNot || node.function == Function::kBoolean));
    if (through) {
      for (uint32_t argument : node.arguments) Truth(argument);
    }
    const auto* question = node.op == Op::kQuestion ? Named(node) : nullptr;
    if (question == nullptr || question->type == QuestionType::kText || question->media() ||
        question->type == QuestionType::kAcknowledge)
      return;
    c_.Say("EXPR-BARE", path_,
           fmt::format("${{{}}} alone is true for every answer, \"no\" too.", question->name),
           question->list ? fmt::format("Name the answer: ${{{}}} = '{}'", question->name,
                                        c_.survey.lists[*question->list].choices[0].value)
                          : fmt::format("Say what you mean: ${{{}}} != ''", question->name));
  }

  void Comparison(const Node& node) {
    const Node* left = &e_.nodes[node.arguments[0]];
    const Node* right = &e_.nodes[node.arguments[1]];
    if (Named(*left) == nullptr) std::swap(left, right);
    const auto* question = Named(*left);
    for (const Node* side : {left, right}) {
      if (side->op != Op::kText || !LooksLikeDate(side->text)) continue;
      c_.Say("EXPR-DATE", path_, fmt::format("'{}' is not read as a day.", side->text),
             "Write days as 2026-11-24.");
      return;
    }
    if (question == nullptr || right->op != Op::kText || right->text.empty()) return;
    if (question->type == QuestionType::kSelectMultiple) {
      c_.Say("EXPR-MULTI", path_,
             fmt::format("\"{}\" takes several answers: this is true only where '{}' is all that "
                         "was chosen.",
                         question->name, right->text),
             fmt::format("Change to: selected(${{{}}}, '{}')", question->name, right->text));
    } else if (IsNumber(question->type)) {
      c_.Say("EXPR-TYPE", path_,
             fmt::format("\"{}\" is a number, '{}' in quotes is a text.", question->name,
                         right->text),
             fmt::format("Write {} without quotes.", right->text));
    }
  }

  static bool LooksLikeDate(const std::string& text) {
    const auto digits = std::count_if(text.begin(), text.end(),
                                      [](char c) { return c >= '0' && c <= '9'; });
    const auto parts = std::count_if(text.begin(), text.end(),
                                     [](char c) { return c == '/' || c == '.' || c == '-'; });
    const bool only = static_cast<size_t>(digits + parts) == text.size();
    const bool iso = text.size() == 10 && text[4] == '-' && text[7] == '-';
    return only && parts == 2 && digits >= 4 && !iso;
  }

  void Arithmetic(const Node& node) {
    for (uint32_t argument : node.arguments) {
      const auto* question = Named(e_.nodes[argument]);
      if (question == nullptr || e_.nodes[argument].op == Op::kSelf || !IsNumber(question->type))
        continue;
      c_.Say("EXPR-EMPTY", path_,
             fmt::format("Where \"{}\" was not answered, the result is nothing.", question->name),
             fmt::format("Change to: coalesce(${{{}}}, 0)", question->name));
      return;
    }
  }

  void Call(const Node& node, bool kept) {
    if (node.function == Function::kRegex && node.arguments.size() == 2) {
      const std::string& pattern = e_.nodes[node.arguments[1]].text;
      if (e_.nodes[node.arguments[1]].op == Op::kText &&
          !(pattern.starts_with('^') && pattern.ends_with('$'))) {
        c_.Say("EXPR-REGEX", path_,
               "Here a pattern must match the whole answer; some programs look for it anywhere.",
               fmt::format("To mean the same everywhere: '^({})$'", pattern));
      }
    }
    const bool clock = node.function == Function::kToday || node.function == Function::kNow;
    if (clock && kept) {
      c_.Say("EXPR-CLOCK", path_,
             "This is calculated again with each answer, and changes at midnight.",
             "Keep its first value: once(...)");
    }
  }

  Context& c_;
  const Expression& e_;
  std::string path_;
};

}  // namespace

void LintExpressions(Context& c) {
  const auto look = [&](const Expression& e, std::string path, bool condition, bool kept = false) {
    ExpressionRules(c, e, std::move(path)).Run(condition, kept);
  };
  for (const auto& condition : c.survey.conditions) {
    if (!condition.rows.empty()) look(condition.when, c.PathOf(condition.rows[0], "relevant"), true);
  }
  for (size_t q = 0; q < c.survey.questions.size(); ++q) {
    const dialogs::Question& row = c.survey.questions[q];
    for (const auto& rule : row.rules) look(rule.holds, c.PathOf(q, "constraint"), true);
    look(row.required_if, c.PathOf(q, "required"), true);
    look(row.confirm, c.PathOf(q, "confirm"), true);
    look(row.filter, c.PathOf(q, "choice_filter"), true);
    look(row.calculation, c.PathOf(q, "calculation"), false, row.fill == dialogs::Fill::kNothing && !row.once);
  }
  for (size_t i = 0; i < c.survey.ends.size(); ++i) {
    if (!c.survey.ends[i].self) look(c.survey.ends[i].when, fmt::format("ends[{}].when", i), true);
  }
  const auto& indicators = c.survey.triage.indicators;
  for (size_t i = 0; i < indicators.size(); ++i)
    look(indicators[i].when, fmt::format("triage.indicators[{}].when", i), true);
}

}  // namespace authoring::lint

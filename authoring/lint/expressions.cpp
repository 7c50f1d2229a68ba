// SPDX-License-Identifier: Apache-2.0
// Expressions that run, and likely do not mean what they say.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "authoring/lint/context.h"
#include "dialogs/expressions/value.h"

namespace authoring::lint {
namespace {

using dialogs::Expression;
using dialogs::Function;
using dialogs::Node;
using dialogs::Op;
using dialogs::QuestionType;

constexpr double kYears = 3000;  // as a number of days that is 1978: whoever wrote it meant a year

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
    const bool through = node.op == Op::kAnd || node.op == Op::kOr ||
                         (node.op == Op::kCall &&
                          (node.function == Function::kNot || node.function == Function::kBoolean));
    if (through) {
      for (uint32_t argument : node.arguments) Truth(argument);
    }
    if ((node.op == Op::kText || node.op == Op::kNumber) && index != e_.root) Alone(node);
    const auto* question = node.op == Op::kQuestion ? Named(node) : nullptr;
    if (question == nullptr || question->type == QuestionType::kText || question->media() ||
        question->type == QuestionType::kAcknowledge)
      return;
    if (IsTruth(*question)) {
      c_.Say("EXPR-BARE", path_,
             fmt::format("${{{}}} is kept as the text 'true' or 'false', and every text is true.",
                         question->name),
             fmt::format("Change to: ${{{}}} = 'true'", question->name));
      return;
    }
    c_.Say("EXPR-BARE", path_,
           fmt::format("${{{}}} alone is true for every answer, \"no\" too.", question->name),
           question->list ? fmt::format("Name the answer: ${{{}}} = '{}'", question->name,
                                        c_.survey.lists[*question->list].choices[0].value)
                          : fmt::format("Say what you mean: ${{{}}} != ''", question->name));
  }

  // A row that calculates whether something is so.
  static bool IsTruth(const dialogs::Question& question) {
    if (question.type != QuestionType::kCalculate || question.calculation.empty()) return false;
    const Node& root = question.calculation.nodes[question.calculation.root];
    if (root.op != Op::kCall)
      return root.op == Op::kHasOption || (root.op >= Op::kOr && root.op <= Op::kGreaterEqual);
    constexpr std::array kOfTruth{Function::kNot,      Function::kSelected,   Function::kBoolean,
                                  Function::kTrue,     Function::kFalse,      Function::kRegex,
                                  Function::kContains, Function::kStartsWith, Function::kEndsWith};
    return std::find(kOfTruth.begin(), kOfTruth.end(), root.function) != kOfTruth.end();
  }

  // "${paid} = 'no' or 'late'": what stands alone beside "or" is true, whatever was answered.
  void Alone(const Node& alone) {
    const bool text = alone.op == Op::kText,
               always = text ? !alone.text.empty() : alone.number != 0;
    const std::string value =
        text ? fmt::format("'{}'", alone.text) : fmt::format("{}", alone.number);
    c_.Say("EXPR-ALONE", path_,
           fmt::format("{} alone is compared with nothing; it is always {}.", value, always),
           fmt::format("Name the question again before it: ${{q}} = {}", value));
  }

  static bool Compares(const Node& node) {
    return node.op >= Op::kEqual && node.op <= Op::kGreaterEqual;
  }
  static bool Orders(const Node& node) {
    return node.op >= Op::kLess && node.op <= Op::kGreaterEqual;
  }

  void Comparison(const Node& node) {
    if (Orders(node) &&
        (Compares(e_.nodes[node.arguments[0]]) || Compares(e_.nodes[node.arguments[1]]))) {
      c_.Say("EXPR-CHAIN", path_,
             "The second sign compares true or false with a number, not the answer.",
             "Say both: ${q} >= 18 and ${q} <= 60");
      return;
    }
    const Node* left = &e_.nodes[node.arguments[0]];
    const Node* right = &e_.nodes[node.arguments[1]];
    if (Named(*left) == nullptr) std::swap(left, right);
    const auto* question = Named(*left);
    for (const Node* side : {left, right}) {
      if (side->op != Op::kText || !NotADay(side->text)) continue;
      c_.Say("EXPR-DATE", path_, fmt::format("'{}' is not read as a day.", side->text),
             "Write days as 2026-11-24.");
      return;
    }
    if (question != nullptr && Moment(node, *question, *right)) return;
    const bool truth = right->op == Op::kCall &&
                       (right->function == Function::kTrue || right->function == Function::kFalse);
    if (truth && question != nullptr && IsTruth(*question)) {
      c_.Say("EXPR-BARE", path_,
             fmt::format(
                 "${{{}}} is kept as the text 'true' or 'false', and every text equals true().",
                 question->name),
             fmt::format("Change to: ${{{}}} = '{}'", question->name,
                         right->function == Function::kTrue ? "true" : "false"));
      return;
    }
    if (question != nullptr && right->op == Op::kNumber && Thousands(*question, *right)) return;
    if (question == nullptr || right->op != Op::kText || right->text.empty()) return;
    if (question->type == QuestionType::kSelectMultiple) {
      if (Selects(*question))
        return;  // ". = 'none' or not(selected(., 'none'))" means the whole list
      const bool unequal = node.op == Op::kNotEqual;
      c_.Say("EXPR-MULTI", path_,
             fmt::format("\"{}\" takes several answers: this is {} only where '{}' is all that "
                         "was chosen.",
                         question->name, unequal ? "false" : "true", right->text),
             "Change to: " + Selected(left->op == Op::kSelf ? "." : "${" + question->name + "}",
                                      right->text, unequal));
    } else if (IsNumber(question->type)) {
      c_.Say(
          "EXPR-TYPE", path_,
          fmt::format("\"{}\" is a number, '{}' in quotes is a text.", question->name, right->text),
          fmt::format("Write {} without quotes.", right->text));
    }
  }

  // Does this expression ask for single choices of it too?
  bool Selects(const dialogs::Question& question) const {
    return std::any_of(e_.nodes.begin(), e_.nodes.end(), [&](const Node& node) {
      if (node.op == Op::kHasOption) return &c_.survey.questions[node.question] == &question;
      return node.op == Op::kCall && node.function == Function::kSelected &&
             Named(e_.nodes[node.arguments[0]]) == &question;
    });
  }

  // selected(${tools}, 'a') and selected(${tools}, 'b')
  static std::string Selected(const std::string& question, const std::string& values,
                              bool unequal) {
    std::string out;
    for (size_t at = 0; at < values.size();) {
      const size_t end = std::min(values.find(' ', at), values.size());
      out += fmt::format("{}selected({}, '{}')", out.empty() ? "" : " and ", question,
                         values.substr(at, end - at));
      at = end + 1;
    }
    return unequal ? fmt::format("not({})", out) : out;
  }

  // Hours and days beside what they cannot be compared with. True if that was said.
  bool Moment(const Node& node, const dialogs::Question& question, const Node& other) {
    const bool time = question.type == QuestionType::kTime;
    const auto* second = Named(other);
    if (time && Orders(node) &&
        (other.op == Op::kText || (second != nullptr && second->type == QuestionType::kTime))) {
      c_.Say("EXPR-TIME", path_,
             "Hours are texts here, and no text is before another: this is never true.",
             "Compare decimal-time() of both: decimal-time(.) < decimal-time('12:00')");
      return true;
    }
    if (question.type != QuestionType::kDate && question.type != QuestionType::kDateTime)
      return false;
    const bool subtracted = other.op == Op::kSubtract &&
                            e_.nodes[other.arguments[1]].op == Op::kNumber &&
                            e_.nodes[other.arguments[0]].op == Op::kSubtract;
    if (!subtracted && (other.op != Op::kNumber || other.number > kYears)) return false;
    c_.Say("EXPR-DATE", path_,
           subtracted ? "Without quotes this is a subtraction, not a day."
                      : "A number is compared with days since 1970 here.",
           "Write days in quotes: '2026-11-24'");
    return true;
  }

  // "10.000" beside a whole number: ten, where many countries write ten thousand so.
  bool Thousands(const dialogs::Question& question, const Node& number) {
    const std::string typed = e_.source.substr(number.position, number.length);
    const size_t point = typed.find('.');
    if (question.type != QuestionType::kInteger || point == std::string::npos || point == 0 ||
        typed[0] == '0' || typed.size() - point != 4)
      return false;
    c_.Say("EXPR-TYPE", path_,
           fmt::format("{} is {} here: the point begins the part behind the whole.", typed,
                       number.number),
           fmt::format("If thousands are meant: {}{}", typed.substr(0, point),
                       typed.substr(point + 1)));
    return true;
  }

  static bool NotADay(const std::string& text) {
    const bool iso = text.size() == 10 && text[4] == '-' && text[7] == '-';
    return LooksLikeDate(text) || (iso && std::isdigit(static_cast<unsigned char>(text[0])) != 0 &&
                                   std::isnan(dialogs::ToNumber(dialogs::Value::Text(text))));
  }

  static bool LooksLikeDate(const std::string& text) {
    const auto digits =
        std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
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
             fmt::format("Leave it if that is meant. If it shall count as 0: coalesce(${{{}}}, 0)",
                         question->name));
      return;
    }
  }

  void Call(const Node& node, bool kept) {
    if (node.function == Function::kCount && node.arguments.size() == 1)
      Count(e_.nodes[node.arguments[0]]);
    if (node.function == Function::kRegex && node.arguments.size() == 2) {
      const std::string& pattern = e_.nodes[node.arguments[1]].text;
      if (e_.nodes[node.arguments[1]].op == Op::kText &&
          !(pattern.starts_with('^') && pattern.ends_with('$'))) {
        c_.Say("EXPR-REGEX", path_,
               "Here a pattern must match the whole answer; some programs look for it anywhere.",
               fmt::format("To mean the same everywhere: '^({})$'", pattern));
      }
    }
    const bool day = node.function == Function::kDate || node.function == Function::kDateTime;
    if (day && e_.nodes[node.arguments[0]].op == Op::kText &&
        NotADay(e_.nodes[node.arguments[0]].text)) {
      c_.Say("EXPR-DATE", path_,
             fmt::format("'{}' is not read as a day.", e_.nodes[node.arguments[0]].text),
             "Write days as 2026-11-24.");
    }
    const bool clock = node.function == Function::kToday || node.function == Function::kNow;
    if (clock && kept) {
      c_.Say("EXPR-CLOCK", path_,
             "This is calculated again with each answer, and changes at midnight.",
             "Keep its first value: once(...)");
    }
  }

  // count() is of rounds; of one answer it is 1.
  void Count(const Node& node) {
    const auto* question = Named(node);
    if (question == nullptr || question->repeat != dialogs::kNoIndex) return;
    const bool multiple = question->type == QuestionType::kSelectMultiple;
    c_.Say("EXPR-MULTI", path_,
           fmt::format("count() counts the rounds of a repeat; of \"{}\" it is always 1.",
                       question->name),
           multiple ? fmt::format("Change to: count-selected(${{{}}})", question->name)
                    : "Name a repeat, or leave count() out.");
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
  for (size_t i = 0; i < c.survey.conditions.size(); ++i) {
    if (!c.survey.conditions[i].rows.empty())
      look(c.survey.conditions[i].when, c.ConditionPath(i), true);
  }
  for (size_t q = 0; q < c.survey.questions.size(); ++q) {
    const dialogs::Question& row = c.survey.questions[q];
    for (const auto& rule : row.rules) look(rule.holds, c.PathOf(q, "constraint"), true);
    look(row.required_if, c.PathOf(q, "required"), true);
    look(row.confirm, c.PathOf(q, "confirm"), true);
    look(row.filter, c.PathOf(q, "choice_filter"), true);
    look(row.calculation, c.PathOf(q, "calculation"), false,
         row.fill == dialogs::Fill::kNothing && !row.once);
  }
  for (size_t i = 0; i < c.survey.ends.size(); ++i) {
    if (!c.survey.ends[i].self) look(c.survey.ends[i].when, fmt::format("ends[{}].when", i), true);
  }
  const auto& indicators = c.survey.triage.indicators;
  for (size_t i = 0; i < indicators.size(); ++i)
    look(indicators[i].when, fmt::format("triage.indicators[{}].when", i), true);
}

}  // namespace authoring::lint

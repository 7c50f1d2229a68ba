// SPDX-License-Identifier: Apache-2.0
// Questions that are never asked, conditions that are always true, constraints that nothing meets,
// filters that leave nothing.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "authoring/lint/context.h"
#include "authoring/lint/space.h"

namespace authoring::lint {
namespace {

using dialogs::Answer;
using dialogs::Facts;

class Flow {
 public:
  explicit Flow(Context& context) : c_(context), s_(context.survey), space_(context.survey) {}

  void Run() {
    for (size_t q = 0; q < s_.questions.size(); ++q) {
      Unreachable(q);
      const dialogs::Question& row = s_.questions[q];
      for (size_t rule = 0; rule < row.rules.size(); ++rule) {
        Impossible(q, rule);
        NoMessage(q, rule);
      }
      if (row.required && !row.rules.empty() && !row.list) {
        c_.Say("CON-LOOP", c_.PathOf(q, "required"),
               "It must be answered, and not every answer is taken: who cannot, leaves.",
               "Remove \"required\", or say in the label that \"don't know\" is an answer.");
      }
      DeadEnd(q);
    }
    for (size_t i = 0; i < s_.conditions.size(); ++i) Always(i);
  }

 private:
  Space& Fresh() {
    space_.Clear();
    return space_;
  }

  // One finding for all rows of a group that nothing reaches.
  void Unreachable(size_t q) {
    const auto& relevant = s_.questions[q].relevant;
    if (relevant.empty()) return;
    const bool told = std::any_of(relevant.begin(), relevant.end(),
                                  [&](uint16_t c) { return never_.contains(c); });
    if (told || !looked_at_.insert(relevant).second) return;
    Space& space = Fresh();
    space.AddConditions(relevant);
    space.Close();
    bool reached = false, any = false;
    const bool decided = space.ForEach([&](const Facts& facts) {
      any = true;
      reached = space.Holds(relevant, facts);
      return !reached;
    });
    if (!decided || reached || !any) return;
    never_.insert(relevant.back());
    c_.Say("FLOW-UNREACH", c_.ConditionPath(relevant.back()),
           fmt::format("\"{}\" is never asked: no answers make this true{}.", s_.questions[q].name,
                       relevant.size() > 1 ? " together with the conditions around it" : ""),
           "Change the condition, or take the question out.");
  }

  void Always(size_t index) {
    const dialogs::Condition& condition = s_.conditions[index];
    if (condition.rows.empty() || s_.questions[condition.rows[0]].silent()) return;
    Space& space = Fresh();
    space.AddConditions({static_cast<uint16_t>(index)});
    if (!space.Add(condition.when)) return;
    // Who says no to the consent is asked nothing; other programs need the condition all the same.
    if (s_.consent && space.variables().contains(*s_.consent)) return;
    space.Close();
    bool always = true;
    const bool decided = space.ForEach([&](const Facts& facts) {
      always = dialogs::IsTrue(condition.when, facts);
      return always;
    });
    if (!decided || !always) return;
    c_.Say("FLOW-ALWAYS", c_.ConditionPath(index),
           "This is always true, also where nothing was answered.",
           "Take it out, or compare with the answer that you mean: ${q} = 'x'.");
  }

  std::string RulePath(size_t q, size_t rule) const {
    const auto row = RowAt(q);
    const bool first = row && row->Find("constraint");
    if (first && rule == 0) return c_.PathOf(q, "constraint");
    return c_.PathOf(q, fmt::format("validation[{}].constraint", rule - (first ? 1 : 0)));
  }

  // The question's own JSON: "questions[2].questions[0]".
  std::optional<core::JsonValue> RowAt(size_t q) const {
    std::optional<core::JsonValue> value = c_.root();
    const std::string path = c_.PathOf(q);
    for (size_t at = 0; value && at < path.size();) {
      const size_t open = path.find('[', at), close = path.find(']', at);
      if (open == std::string::npos) return std::nullopt;
      value = value->Find(path.substr(at, open - at));
      if (value) value = value->At(std::stoul(path.substr(open + 1, close - open - 1)));
      at = close + 2;
    }
    return value;
  }

  void Always(size_t q, size_t rule, const char* what) {
    c_.Say("CON-ALWAYS", RulePath(q, rule), what,
           "Say what is wanted of the answer, e.g. . > 0 and . < 100.");
  }

  // "1-10", "integer": no answer stands in it.
  static bool NamesAnswer(const dialogs::Expression& e) {
    using dialogs::Op;
    return std::any_of(e.nodes.begin(), e.nodes.end(), [](const dialogs::Node& node) {
      return node.op == Op::kSelf || node.op == Op::kQuestion || node.op == Op::kHasOption ||
             node.op == Op::kPath;
    });
  }

  void Impossible(size_t q, size_t rule) {
    const auto& holds = s_.questions[q].rules[rule].holds;
    if (!NamesAnswer(holds)) return Always(q, rule, "This says nothing of the answer.");
    const auto self = static_cast<uint16_t>(q);
    Space& space = Fresh();
    if (!space.Add(holds, self)) return;
    space.Close();
    if (!space.variables().contains(self)) return;
    // Within the bounds that the survey itself draws from a constraint all is taken: that says
    // nothing.
    bool met = false, any = false, all = !s_.questions[q].min && !s_.questions[q].max;
    const bool decided = space.ForEach([&](const Facts& facts) {
      const Answer& answer = (*facts.answers)[q];
      if (answer.kind == Answer::Kind::kNone) return true;
      any = true;
      Facts with = facts;
      with.self = &answer;
      const bool holds_here = dialogs::IsTrue(holds, with);
      met = met || holds_here;
      all = all && holds_here;
      return !met || all;
    });
    if (decided && any && all) return Always(q, rule, "Every answer meets this.");
    // The bounds that the survey itself draws from a constraint leave nothing: also impossible.
    const dialogs::Question& row = s_.questions[q];
    const bool empty_range = row.min && row.max && *row.min > *row.max;
    if (!decided || met || (!any && !empty_range)) return;
    c_.Say("CON-IMPOSSIBLE", RulePath(q, rule), "No answer can meet this.",
           "Check the bounds, and whether \"and\" should be \"or\".");
  }

  void NoMessage(size_t q, size_t rule) {
    const dialogs::Question& row = s_.questions[q];
    const auto& message = row.rules[rule].message;
    const bool said = !message.empty() && std::none_of(message.begin(), message.end(),
                                                       [](const auto& t) { return t.empty(); });
    const bool range = row.rules.size() == 1 && (row.min || row.max);
    if (said || range) return;
    c_.Say("CON-NOMSG", RulePath(q, rule),
           "Whoever breaks this is not told what is wanted, only that it does not fit.",
           "Add a constraint_message in every language.");
  }

  void DeadEnd(size_t q) {
    const dialogs::Question& row = s_.questions[q];
    if (row.filter.empty() || !row.list) return;
    const auto& choices = s_.lists[*row.list].choices;
    Space& space = Fresh();
    if (!space.Add(row.filter)) return;
    space.AddConditions(row.relevant);
    space.Close();
    constexpr size_t kMaxWork = 200'000;
    size_t sets = 1;
    for (const auto& [question, answers] : space.variables()) sets *= answers.size();
    if (sets * choices.size() > kMaxWork) return;
    std::string example;
    bool dead = false;
    static_cast<void>(space.ForEach([&](const Facts& facts) {
      std::string answers;
      for (const auto& [question, candidates] : space.variables()) {
        const Answer& answer = (*facts.answers)[question];
        if (answer.kind == Answer::Kind::kNone) return true;
        answers +=
            fmt::format("{}{} = {}", answers.empty() ? "" : ", ", s_.questions[question].name,
                        dialogs::CodedValue(s_.infos[question], answer));
      }
      if (!space.Holds(row.relevant, facts)) return true;
      Facts with = facts;
      const bool any = std::any_of(choices.begin(), choices.end(), [&](const auto& choice) {
        with.choice = &choice;
        return dialogs::IsTrue(row.filter, with);
      });
      if (!any) example = answers;
      dead = !any;
      return any;
    }));
    if (!dead) return;
    c_.Say(
        "FLOW-DEADEND", c_.PathOf(q, "choice_filter"),
        example.empty() ? "No option is ever left, so this is never asked."
                        : fmt::format("With {} no option is left; then it is not asked.", example),
        example.empty() ? "Compare with what stands in that column of the choices."
                        : "Add the options that are missing to the list, or an \"other\" for all.");
  }

  Context& c_;
  const dialogs::CompiledSurvey& s_;
  Space space_;
  std::set<uint16_t> never_;
  std::set<std::vector<uint16_t>> looked_at_;  // conditions of questions: many share them
};

}  // namespace

void LintFlow(Context& context) { Flow(context).Run(); }

}  // namespace authoring::lint

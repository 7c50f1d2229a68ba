// SPDX-License-Identifier: Apache-2.0
#include "authoring/lint/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/json.h"
#include "core/utf8.h"
#include "dialogs/nearest.h"

namespace authoring::lint {
namespace {

constexpr Severity kError = Severity::kError, kWarning = Severity::kWarning,
                   kNote = Severity::kNote;
constexpr std::array kRules{
    Rule{"LINT-IGNORE", kWarning, "an ignore names a rule that there is, and its reason"},
    Rule{"SMS-SEG", kWarning, "a message should fit two SMS parts"},
    Rule{"SMS-UCS2", kWarning, "one character makes a message dearer"},
    Rule{"SMS-LINK", kWarning, "a link or markup in a text that goes out by SMS"},
    Rule{"WA-BTN", kNote, "options that WhatsApp cannot show as buttons"},
    Rule{"WA-LIST", kWarning, "options that WhatsApp cannot show as a list"},
    Rule{"WA-BODY", kError, "a text that is too long for WhatsApp"},
    Rule{"TG-CB", kWarning, "options that Telegram cannot show as buttons"},
    Rule{"CHAN-TYPE", kError, "a question that an SMS cannot answer"},
    Rule{"OPT-AMBIG", kError, "an option that is not understood as itself"},
    Rule{"KW-STOP", kError, "an option that is a control word"},
    Rule{"LIST-ORDER", kNote, "an order of options that misleads"},
    Rule{"I18N-MISS", kWarning, "a text that seems not to be translated"},
    Rule{"I18N-CATALOG", kWarning, "a language that the bot itself does not speak"},
    Rule{"FLOW-UNREACH", kWarning, "a question that is never asked"},
    Rule{"FLOW-ALWAYS", kNote, "a condition that is always true"},
    Rule{"FLOW-DEADEND", kWarning, "a filter that can leave no option"},
    Rule{"CON-IMPOSSIBLE", kError, "a constraint that no answer can meet"},
    Rule{"CON-ALWAYS", kWarning, "a constraint that every answer meets"},
    Rule{"CON-NOMSG", kWarning, "a constraint that does not say what it wants"},
    Rule{"CON-LOOP", kNote, "a required question that some workers cannot answer"},
    Rule{"EXPR-MULTI", kWarning, "= on a question with several answers"},
    Rule{"EXPR-ALONE", kWarning, "a value beside \"or\" that is compared with nothing"},
    Rule{"EXPR-CHAIN", kWarning, "a comparison of a comparison"},
    Rule{"EXPR-BARE", kWarning, "an answer used as if it were true or false"},
    Rule{"EXPR-REGEX", kNote, "a pattern that other programs read differently"},
    Rule{"EXPR-EMPTY", kWarning, "arithmetic with an answer that may be missing"},
    Rule{"EXPR-TYPE", kWarning, "a number compared with a text"},
    Rule{"EXPR-DATE", kWarning, "a date that is not written YYYY-MM-DD"},
    Rule{"EXPR-TIME", kError, "hours compared as texts, which never holds"},
    Rule{"EXPR-CLOCK", kNote, "a value that changes while the worker answers"},
    Rule{"SENS-BEFORE-CONSENT", kError, "personal questions without consent before them"},
    Rule{"CONSENT-TEXT", kWarning, "a consent text that leaves out what must be said"},
    Rule{"PII-ASK", kWarning, "a question that asks who somebody is"},
    Rule{"PII-ECHO", kError, "an answer that says who somebody is, shown again"},
    Rule{"SENS-REQ", kWarning, "a sensitive question without a way out"},
    Rule{"REFER", kWarning, "a question about violence without help numbers"},
    Rule{"LEN", kNote, "a long survey"},
    Rule{"READ", kNote, "a text that is hard to read"},
    Rule{"OPEN", kNote, "many questions to be answered in own words"},
    Rule{"META", kNote, "what people need to tell versions apart"},
};

}  // namespace

std::span<const Rule> Rules() { return kRules; }

const Rule* FindRule(std::string_view id) {
  const auto* found =
      std::find_if(kRules.begin(), kRules.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == kRules.end() ? nullptr : found;
}

core::Status Levels::Set(std::string_view assignment) {
  const size_t equals = std::min(assignment.find('='), assignment.size());
  if (equals == assignment.size()) {
    return core::Err(
        core::ErrorCode::kInvalid,
        fmt::format("\"{}\": write it as RULE=LEVEL, for example SMS-SEG=note", assignment));
  }
  return Set(core::Trim(assignment.substr(0, equals)), core::Trim(assignment.substr(equals + 1)));
}

core::Status Levels::Set(std::string_view rule, std::string_view level) {
  if (FindRule(rule) == nullptr) {
    std::vector<std::string_view> ids;
    for (const Rule& known : kRules) ids.push_back(known.id);
    const std::string near = dialogs::Nearest(rule, ids);
    return core::Err(
        core::ErrorCode::kInvalid,
        fmt::format("there is no lint rule \"{}\"{}", rule,
                    near.empty() ? "; docs/lint.md lists them" : ". Did you mean " + near + "?"));
  }
  auto& slot = levels_[std::string(rule)];
  if (level == "off") {
    slot.reset();
    return {};
  }
  for (Severity known : {kError, kWarning, kNote}) {
    if (Name(known) != level) continue;
    slot = known;
    return {};
  }
  levels_.erase(std::string(rule));
  return core::Err(core::ErrorCode::kInvalid,
                   fmt::format("\"{}\" is no level; there are error, warning, note, off", level));
}

core::Status Levels::Read(std::string_view json) {
  ASSIGN_OR_RETURN(const core::JsonDocument document, core::JsonDocument::Parse(json, true));
  const core::JsonValue root = document.root();
  if (root.kind() != core::JsonKind::kObject)
    return core::Err(core::ErrorCode::kInvalid, "must be an object: {\"SMS-SEG\": \"note\"}");
  for (const std::string& rule : root.Keys()) {
    const core::JsonValue level = *root.Find(rule);
    if (level.kind() != core::JsonKind::kString)
      return core::Err(core::ErrorCode::kInvalid, rule + ": the level must be a text");
    RETURN_IF_ERROR(Set(rule, level.String()));
  }
  return {};
}

std::optional<Severity> Levels::Of(std::string_view rule, Severity level) const {
  const auto found = levels_.find(rule);
  return found == levels_.end() ? std::optional(level) : found->second;
}

}  // namespace authoring::lint

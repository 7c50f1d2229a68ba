// SPDX-License-Identifier: Apache-2.0
#include "authoring/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "authoring/diff_parts.h"

namespace authoring {
namespace {

using core::JsonKind;
using core::JsonValue;
using diff::Get;
using diff::IsTexts;
using diff::KeysOf;
using diff::Listed;
using diff::Plain;
using diff::Rows;
using diff::Short;

const std::set<std::string, std::less<>> kConditions = {
    "relevant",      "constraint",  "required", "validation", "confirm", "stop",
    "choice_filter", "calculation", "default",  "count",      "seed",    "when"};
// What decides the class of a ticket.
const std::set<std::string, std::less<>> kClassing = {"gate", "ilo",    "points",
                                                      "when", "family", "kind"};

class Differ {
 public:
  std::vector<Change> Run(JsonValue before, JsonValue after) {
    before_default_ = DefaultLanguage(before);
    after_default_ = DefaultLanguage(after);
    Languages(before, after);
    for (const std::string& key : KeysOf(before, after)) {
      const auto a = Get(before, key), b = Get(after, key);
      if (key == "questions" || key == "languages") continue;
      if (key == "choices") {
        Lists(a, b);
      } else if (key == "ends") {
        Members("end", Listed(a, "id"), Listed(b, "id"), false);
      } else if (key == "triage") {
        Triage(a, b);
      } else {
        Value("survey", "", key, a, b);
      }
    }
    Questions(before, after);
    return std::move(changes_);
  }

 private:
  static std::string DefaultLanguage(JsonValue survey) {
    const auto languages = Get(survey, "languages");
    const bool any = languages && languages->kind() == JsonKind::kArray && languages->size() > 0;
    return any ? Plain(languages->At(0)) : "";
  }

  void Add(Change change) { changes_.push_back(std::move(change)); }

  void Languages(JsonValue before, JsonValue after) {
    std::vector<std::string> a, b;
    for (auto [survey, out] : {std::pair(before, &a), std::pair(after, &b)}) {
      const auto list = Get(survey, "languages");
      for (size_t i = 0; list && list->kind() == JsonKind::kArray && i < list->size(); ++i)
        out->push_back(Plain(list->At(i)));
    }
    for (const std::string& tag : b) {
      if (std::find(a.begin(), a.end(), tag) == a.end())
        Add({"added", "survey", "", "languages", tag, "", tag,
             fmt::format("Language {} is new.", tag)});
    }
    for (const std::string& tag : a) {
      if (std::find(b.begin(), b.end(), tag) == b.end())
        Add({"removed", "survey", "", "languages", tag, tag, "",
             fmt::format("Language {} is gone.", tag)});
    }
    if (before_default_ != after_default_) {
      Add({"changed", "survey", "", "languages", "", before_default_, after_default_,
           fmt::format("The default language is {} and was {}.", after_default_, before_default_)});
    }
    only_known_ = {a.begin(), a.end()};
    std::erase_if(only_known_, [&](const std::string& tag) {
      return std::find(b.begin(), b.end(), tag) == b.end();
    });
  }

  static std::string Of(const std::string& what, const std::string& name) {
    return name.empty() ? "the survey" : what + " \"" + name + "\"";
  }

  // Texts of a language that is new or gone as a whole are not told one by one.
  void Texts(const std::string& what, const std::string& name, const std::string& key,
             std::optional<JsonValue> a, std::optional<JsonValue> b) {
    for (const std::string& tag : KeysOf(a, b)) {
      const std::string before = Plain(Get(a, tag)), after = Plain(Get(b, tag));
      const bool whole_language = a && b && !only_known_.contains(tag);
      if (before == after || whole_language) continue;
      Add({"changed", "text", name, key, tag, before, after,
           fmt::format("{} of {} ({}): \"{}\" becomes \"{}\".", key, Of(what, name), tag,
                       Short(before), Short(after))});
    }
  }

  void Value(const std::string& what, const std::string& name, const std::string& key,
             std::optional<JsonValue> a, std::optional<JsonValue> b) {
    if (Plain(a) == Plain(b) && a.has_value() == b.has_value()) return;
    if ((IsTexts(a) || !a) && (IsTexts(b) || !b)) return Texts(what, name, key, a, b);
    const bool condition = kConditions.contains(key);
    Change change{"changed", condition ? "condition" : what, name, key, "", Plain(a), Plain(b), ""};
    change.careful =
        (what == "rule" && kClassing.contains(key)) || (what == "question" && key == "type");
    if (!a) {
      change.says = fmt::format("{} of {} is now {}.", key, Of(what, name), Short(change.after));
    } else if (!b) {
      change.says =
          fmt::format("{} of {} is gone; it was {}.", key, Of(what, name), Short(change.before));
    } else {
      change.says = fmt::format("{} of {}: {} becomes {}.", key, Of(what, name),
                                Short(change.before), Short(change.after));
    }
    Add(std::move(change));
  }

  void Whole(const char* kind, const std::string& what, const std::string& name,
             std::optional<JsonValue> row, bool careful) {
    const auto text = Get(row, "label")    ? Get(row, "label")
                      : Get(row, "reason") ? Get(row, "reason")
                                           : Get(row, "text");
    std::string shown = Plain(Get(text, after_default_));
    if (shown.empty()) shown = Plain(Get(text, before_default_));
    const bool added = std::string_view(kind) == "added";
    Change change{kind, what, name, "", "", added ? "" : shown, added ? shown : "", "", careful};
    change.says = fmt::format("{} is {}{}.", Of(what, name), added ? "new" : "gone",
                              shown.empty() ? "" : ": \"" + Short(shown) + "\"");
    change.says[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(change.says[0])));
    Add(std::move(change));
  }

  void Members(const std::string& what, const Listed& a, const Listed& b, bool careful) {
    for (const std::string& name : a.order) {
      if (!b.by_key.contains(name)) Whole("removed", what, name, a.by_key.at(name), careful);
    }
    for (const std::string& name : b.order) {
      const auto old = a.by_key.find(name);
      if (old == a.by_key.end()) {
        Whole("added", what, name, b.by_key.at(name), careful);
        continue;
      }
      for (const std::string& key : KeysOf(old->second, b.by_key.at(name)))
        Value(what, name, key, Get(old->second, key), Get(b.by_key.at(name), key));
    }
    Moved(what, "", a.order, b.order);
  }

  void Moved(const std::string& what, const std::string& name, std::vector<std::string> a,
             std::vector<std::string> b) {
    const std::set<std::string> in_a(a.begin(), a.end()), in_b(b.begin(), b.end());
    std::erase_if(a, [&](const std::string& one) { return !in_b.contains(one); });
    std::erase_if(b, [&](const std::string& one) { return !in_a.contains(one); });
    if (a == b) return;
    Add({"moved", what, name, "", "", fmt::format("{}", fmt::join(a, ", ")),
         fmt::format("{}", fmt::join(b, ", ")),
         fmt::format("The order of {} is another: {}.",
                     name.empty() ? what + "s" : "the options of \"" + name + "\"",
                     fmt::join(b, ", "))});
  }

  void Options(const std::string& name, std::optional<JsonValue> a, std::optional<JsonValue> b) {
    const Listed before(a, "value"), after(b, "value");
    for (const std::string& value : before.order) {
      if (after.by_key.contains(value)) continue;
      Add({"removed", "options", name, value, "", value, "",
           fmt::format("Option {} of \"{}\" is gone; earlier answers may hold it.", value, name),
           true});
    }
    for (const std::string& value : after.order) {
      const auto old = before.by_key.find(value);
      if (old == before.by_key.end()) {
        Add({"added", "options", name, value, "", "", value,
             fmt::format("Option {} of \"{}\" is new.", value, name), true});
        continue;
      }
      for (const std::string& key : KeysOf(old->second, after.by_key.at(value)))
        Value("option", name + "/" + value, key, Get(old->second, key),
              Get(after.by_key.at(value), key));
    }
    Moved("options", name, before.order, after.order);
  }

  void Lists(std::optional<JsonValue> a, std::optional<JsonValue> b) {
    for (const std::string& list : KeysOf(a, b)) Options(list, Get(a, list), Get(b, list));
  }

  void Triage(std::optional<JsonValue> a, std::optional<JsonValue> b) {
    for (const std::string& key : KeysOf(a, b)) {
      const auto before = Get(a, key), after = Get(b, key);
      if (key == "indicators") {
        Members("rule", Listed(before, "id"), Listed(after, "id"), true);
        continue;
      }
      const size_t had = changes_.size();
      if (key == "classes" || key == "modifiers") {
        Members(key == "classes" ? "class" : "modifier", Listed(before, "id"), Listed(after, "id"),
                true);
      } else {
        Value("triage", "triage", key, before, after);
      }
      for (size_t i = had; i < changes_.size(); ++i) changes_[i].careful = key != "version";
    }
  }

  void Questions(JsonValue before, JsonValue after) {
    Rows a, b;
    a.Add(Get(before, "questions"), "");
    b.Add(Get(after, "questions"), "");
    for (const std::string& name : a.order) {
      if (!b.by_name.contains(name)) Whole("removed", "question", name, a.by_name.at(name), true);
    }
    for (const std::string& name : b.order) {
      const auto old = a.by_name.find(name);
      if (old == a.by_name.end()) {
        Whole("added", "question", name, b.by_name.at(name), false);
        continue;
      }
      Question(name, old->second, b.by_name.at(name));
      if (a.within[name] != b.within[name]) {
        Add({"moved", "question", name, "", "", a.within[name], b.within[name],
             fmt::format("Question \"{}\" now stands {}.", name,
                         b.within[name].empty() ? "outside groups" : "in " + b.within[name])});
      }
    }
    Moved("question", "", a.order, b.order);
  }

  void Question(const std::string& name, JsonValue a, JsonValue b) {
    for (const std::string& key : KeysOf(a, b)) {
      const auto before = Get(a, key), after = Get(b, key);
      if (key == "questions") continue;
      const bool options = (before && before->kind() == JsonKind::kArray) ||
                           (after && after->kind() == JsonKind::kArray);
      if (key == "choices" && options) {
        Options(name, before && before->kind() == JsonKind::kArray ? before : std::nullopt,
                after && after->kind() == JsonKind::kArray ? after : std::nullopt);
        if (!before || !after || before->kind() != after->kind())
          Value("question", name, key, before, after);
      } else {
        Value("question", name, key, before, after);
      }
    }
  }

  std::vector<Change> changes_;
  std::string before_default_, after_default_;
  std::set<std::string> only_known_;  // languages of both
};

}  // namespace

core::Result<std::vector<Change>> Diff(std::string_view before, std::string_view after) {
  ASSIGN_OR_RETURN(const auto a, core::JsonDocument::Parse(before));
  ASSIGN_OR_RETURN(const auto b, core::JsonDocument::Parse(after));
  return Differ().Run(a.root(), b.root());
}

std::string ToText(const std::vector<Change>& changes) {
  if (changes.empty()) return "Nothing changed.\n";
  std::string out;
  for (const Change& change : changes)
    out += fmt::format("{} {}\n", change.careful ? "!" : "-", change.says);
  return out;
}

}  // namespace authoring

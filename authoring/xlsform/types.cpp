// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsform/types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "authoring/xlsform/text.h"
#include "dialogs/nearest.h"

namespace authoring {
namespace {

struct Known {
  std::string_view typed;
  RowKind kind;
  std::string_view json;
  std::string_view constraint = {};
  std::string_view pii = {};
};
constexpr std::array<Known, 71> kTypes{{
    {"text", RowKind::kQuestion, "text"},
    {"string", RowKind::kQuestion, "text"},
    {"note", RowKind::kQuestion, "note"},
    {"integer", RowKind::kQuestion, "integer"},
    {"int", RowKind::kQuestion, "integer"},
    {"decimal", RowKind::kQuestion, "decimal"},
    {"range", RowKind::kQuestion, "range"},
    {"date", RowKind::kQuestion, "date"},
    {"time", RowKind::kQuestion, "time"},
    {"datetime", RowKind::kQuestion, "datetime"},
    {"date time", RowKind::kQuestion, "datetime"},
    {"acknowledge", RowKind::kQuestion, "acknowledge"},
    {"trigger", RowKind::kQuestion, "acknowledge"},
    {"image", RowKind::kQuestion, "image"},
    {"photo", RowKind::kQuestion, "image"},
    {"audio", RowKind::kQuestion, "audio"},
    {"video", RowKind::kQuestion, "video"},
    {"file", RowKind::kQuestion, "file"},
    {"geopoint", RowKind::kQuestion, "geopoint"},
    {"gps", RowKind::kQuestion, "geopoint"},
    {"location", RowKind::kQuestion, "geopoint"},
    {"percentage", RowKind::kQuestion, "integer", ". >= 0 and . <= 100"},
    {"number of days in last month", RowKind::kQuestion, "integer", ". >= 0 and . <= 31"},
    {"number of days in last six months", RowKind::kQuestion, "integer", ". >= 0 and . <= 183"},
    {"number of days in last year", RowKind::kQuestion, "integer", ". >= 0 and . <= 365"},
    {"phone number", RowKind::kQuestion, "text", "", "phone"},
    {"calculate", RowKind::kSilent, "calculate"},
    {"calculation", RowKind::kSilent, "calculate"},
    {"hidden", RowKind::kSilent, "hidden"},
    {"start", RowKind::kMeta, "start"},
    {"end", RowKind::kMeta, "end"},
    {"today", RowKind::kMeta, "today"},
    {"get start time", RowKind::kMeta, "start"},
    {"get end time", RowKind::kMeta, "end"},
    {"get today", RowKind::kMeta, "today"},
    {"start time", RowKind::kMeta, "start"},
    {"end time", RowKind::kMeta, "end"},
    {"deviceid", RowKind::kIdentity, ""},
    {"device id", RowKind::kIdentity, ""},
    {"get device id", RowKind::kIdentity, ""},
    {"username", RowKind::kIdentity, ""},
    {"phonenumber", RowKind::kIdentity, ""},
    {"get phone number", RowKind::kIdentity, ""},
    {"email", RowKind::kIdentity, ""},
    {"subscriberid", RowKind::kIdentity, ""},
    {"get subscriber id", RowKind::kIdentity, ""},
    {"simserial", RowKind::kIdentity, ""},
    {"sim id", RowKind::kIdentity, ""},
    {"get sim id", RowKind::kIdentity, ""},
    {"imei", RowKind::kIdentity, ""},
    {"uri:deviceid", RowKind::kIdentity, ""},
    {"begin group", RowKind::kBeginGroup, "group"},
    {"begin lgroup", RowKind::kBeginRepeat, "repeat"},
    {"begin repeat", RowKind::kBeginRepeat, "repeat"},
    {"begin looped group", RowKind::kBeginRepeat, "repeat"},
    {"begin groupe", RowKind::kBeginGroup, "group"},
    {"end group", RowKind::kEndGroup, ""},
    {"end repeat", RowKind::kEndRepeat, ""},
    {"end lgroup", RowKind::kEndRepeat, ""},
    {"end looped group", RowKind::kEndRepeat, ""},
    {"begin_group", RowKind::kBeginGroup, "group"},
    {"begin_repeat", RowKind::kBeginRepeat, "repeat"},
    {"end_group", RowKind::kEndGroup, ""},
    {"end_repeat", RowKind::kEndRepeat, ""},
    {"begin_lgroup", RowKind::kBeginRepeat, "repeat"},
    {"end_lgroup", RowKind::kEndRepeat, ""},
    {"begingroup", RowKind::kBeginGroup, "group"},
    {"endgroup", RowKind::kEndGroup, ""},
    {"beginrepeat", RowKind::kBeginRepeat, "repeat"},
    {"endrepeat", RowKind::kEndRepeat, ""},
    {"number", RowKind::kQuestion, "integer"},
}};

struct Select {
  std::string_view words, json;
};
constexpr std::array<Select, 13> kSelects{{{"add select one prompt using", "select_one"},
                                           {"add select multiple prompt using", "select_multiple"},
                                           {"select all that apply from", "select_multiple"},
                                           {"select all that apply", "select_multiple"},
                                           {"select_multiple", "select_multiple"},
                                           {"select multiple from", "select_multiple"},
                                           {"select multiple", "select_multiple"},
                                           {"select_one", "select_one"},
                                           {"select one from", "select_one"},
                                           {"select one", "select_one"},
                                           {"select1", "select_one"},
                                           {"select_many", "select_multiple"},
                                           {"select", "select_multiple"}}};

std::string Join(const std::vector<std::string>& words, size_t from, size_t to) {
  std::string out;
  for (size_t i = from; i < to; ++i) out += (i == from ? "" : " ") + words[i];
  return out;
}

// "q text", "add text prompt" -> "text"
std::string Bare(const std::string& lower) {
  std::vector<std::string> words = Words(lower);
  if (words.size() > 1 && words[0] == "q") return Join(words, 1, words.size());
  if (words.size() > 2 && words[0] == "add" && words.back() == "prompt")
    return Join(words, 1, words.size() - 1);
  return Join(words, 0, words.size());
}

bool StripOther(std::string& rest) {
  for (std::string_view suffix : {" or specify other", " or_other", " or other"}) {
    if (!Lower(rest).ends_with(suffix)) continue;  // the space: a list may be called motor_other
    rest.erase(rest.size() - suffix.size());
    while (rest.ends_with(' ')) rest.pop_back();
    return true;
  }
  return false;
}

bool ParseSelect(const std::string& text, RowType& out, const Place& place,
                 Diagnostics& diagnostics) {
  const std::string lower = Lower(text);
  for (const Select& select : kSelects) {
    if (!lower.starts_with(select.words)) continue;
    if (lower.size() > select.words.size() && lower[select.words.size()] != ' ') continue;
    std::string rest = text.substr(std::min(text.size(), select.words.size() + 1));
    if (Lower(rest).starts_with("from ")) rest.erase(0, 5);
    out.kind = RowKind::kQuestion;
    out.json = select.json;
    out.or_other = StripOther(rest);
    out.list = Join(Words(rest), 0, Words(rest).size());
    if (out.list.empty()) {
      diagnostics.Add(
          "E-LIST-MISSING", place, fmt::format("\"{}\" does not say which choices to offer.", text),
          fmt::format("Write the list_name of the choices sheet behind it, e.g. {} yes_no",
                      select.json));
      out.kind = RowKind::kRejected;
    } else if (out.list.starts_with("${")) {
      diagnostics.Add("E-LIST-REPEAT", place,
                      "Choices cannot be made of the answers of a repeat in chat.",
                      "Name a list of the choices sheet.");
      out.kind = RowKind::kRejected;
    }
    return true;
  }
  return false;
}

// "dropdown yn" -> "select_one yn", "begin-group" -> "begin group"; "" for none.
std::string Meant(const std::string& text) {
  std::string plain = Lower(text);
  std::replace_if(plain.begin(), plain.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
  for (const Known& known : kTypes) {
    if (known.typed == plain) return std::string(known.typed);
  }
  return EverydayType(plain, text);
}

void ReportUnknown(const std::string& text, const Place& place, Diagnostics& diagnostics) {
  std::vector<std::string_view> names;
  for (const Known& known : kTypes) names.push_back(known.typed);
  for (const Select& select : kSelects) names.push_back(select.words);
  if (const std::string meant = Meant(text); !meant.empty()) {
    diagnostics
        .Add("E-TYPE-UNKNOWN", place, fmt::format("There is no question type \"{}\".", text),
             fmt::format("Change to: {}", meant))
        .caret_length = text.size();
    return;
  }
  std::vector<std::string> words = Words(text);
  std::string near = dialogs::Nearest(Lower(text), names);
  std::string tail;
  if (near.empty() && words.size() > 1) {
    near = dialogs::Nearest(Lower(words[0]), names);
    tail = " " + Join(words, 1, words.size());
  }
  Diagnostic& d = diagnostics.Add(
      "E-TYPE-UNKNOWN", place,
      near.empty()
          ? fmt::format("There is no question type \"{}\".", text)
          : fmt::format("There is no question type \"{}\". Did you mean \"{}\"?", text, near),
      near.empty() ? "Use text, integer, decimal, date, select_one LIST, select_multiple LIST, "
                     "note ... (docs/xlsform.md has all)."
                   : fmt::format("Change to: {}{}", near, tail));
  d.caret_length = near.empty() || tail.empty() ? text.size() : words[0].size();
}

}  // namespace

RowType ParseType(const std::string& text, const Place& place, Diagnostics& diagnostics) {
  RowType out;
  const std::string bare = Bare(Lower(text));
  for (const Known& known : kTypes) {
    if (known.typed != bare) continue;
    out.kind = known.kind;
    out.json = known.json;
    out.implied_constraint = known.constraint;
    out.pii = known.pii;
    return out;
  }
  if (RejectType(bare, place, diagnostics)) return out;
  if (ParseSelect(text, out, place, diagnostics)) return out;
  ReportUnknown(text, place, diagnostics);
  return out;
}

}  // namespace authoring

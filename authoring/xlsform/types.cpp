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

// What stands in other tools' forms. The first whose words begin the cell counts.
struct Rejected {
  std::string_view typed, rule, why, change;
};
constexpr std::array<Rejected, 38> kRejected{{
    {"select_one_from_file", "E-TYPE-FILE", "A chat survey cannot read choices from a file.",
     "Copy the list into the choices sheet and write: select_one LIST"},
    {"select_multiple_from_file", "E-TYPE-FILE", "A chat survey cannot read choices from a file.",
     "Copy the list into the choices sheet and write: select_multiple LIST"},
    {"select_one_external", "E-TYPE-FILE",
     "A chat survey cannot read choices from the sheet external_choices.",
     "Copy the list into the choices sheet and write: select_one LIST"},
    {"csv-external", "E-TYPE-FILE", "A chat survey cannot read a CSV file.",
     "Copy the list into the choices sheet."},
    {"xml-external", "E-TYPE-FILE", "A chat survey cannot read an XML file.",
     "Copy the list into the choices sheet."},
    {"rank", "E-TYPE-RANK", "Putting choices in an order is not possible in this version.",
     "Ask for the most important one: select_one LIST"},
    {"geotrace", "E-TYPE-MAP", "Nobody can draw a line on a map in a chat.",
     "Ask for one place (geopoint), or for the place as text with chat_coded = yes."},
    {"geoshape", "E-TYPE-MAP", "Nobody can draw an area on a map in a chat.",
     "Ask for one place (geopoint), or for the place as text with chat_coded = yes."},
    {"start-geopoint", "E-TYPE-SECRET",
     "A chat survey never takes a worker's location without asking.",
     "Delete the row, or ask for the place: geopoint"},
    {"background-geopoint", "E-TYPE-SECRET",
     "A chat survey never takes a worker's location without asking.",
     "Delete the row, or ask for the place: geopoint"},
    {"background-audio", "E-TYPE-SECRET", "A chat survey never records without asking.",
     "Delete the row."},
    {"audit", "E-TYPE-SECRET", "A chat survey does not log what a worker does between answers.",
     "Delete the row."},
    {"barcode", "E-TYPE-DEVICE", "A chat cannot scan a code.",
     "Ask for what is written below it: text"},
    {"osm", "E-TYPE-OSM", "\"osm\" is a question of OpenMapKit; no other tool knows it.",
     "Ask for the place as text with chat_coded = yes."},
    {"begin loop", "E-TYPE-LOOP", "A loop over the choices of a list is not possible in chat.",
     "Write the questions once for each choice, or use begin repeat."},
    {"begin_loop", "E-TYPE-LOOP", "A loop over the choices of a list is not possible in chat.",
     "Write the questions once for each choice, or use begin repeat."},
    {"end loop", "E-TYPE-LOOP", "A loop over the choices of a list is not possible in chat.",
     "Delete the row."},
    {"end_loop", "E-TYPE-LOOP", "A loop over the choices of a list is not possible in chat.",
     "Delete the row."},
    {"begin_kobomatrix", "E-TYPE-KOBO",
     "A matrix is a question of KoboToolbox; a chat asks one thing at a time.",
     "Write each row of it as a question of its own."},
    {"end_kobomatrix", "E-TYPE-KOBO", "A matrix is a question of KoboToolbox.", "Delete the row."},
    {"begin_score", "E-TYPE-KOBO",
     "A rating table is a question of KoboToolbox; a chat asks one thing at a time.",
     "Write each row of it as: select_one LIST"},
    {"end_score", "E-TYPE-KOBO", "A rating table is a question of KoboToolbox.", "Delete the row."},
    {"score__row", "E-TYPE-KOBO", "A rating table is a question of KoboToolbox.",
     "Write the row as: select_one LIST"},
    {"begin_rank", "E-TYPE-KOBO",
     "A ranking is a question of KoboToolbox; putting choices in an order is not possible in chat.",
     "Ask for the most important one: select_one LIST"},
    {"end_rank", "E-TYPE-KOBO", "A ranking is a question of KoboToolbox.", "Delete the row."},
    {"rank__level", "E-TYPE-KOBO", "A ranking is a question of KoboToolbox.", "Delete the row."},
    {"caseid", "E-TYPE-SURVEYCTO", "\"caseid\" is a feature of SurveyCTO.", "Delete the row."},
    {"calculate_here", "E-TYPE-SURVEYCTO", "\"calculate_here\" is a feature of SurveyCTO.",
     "Write: calculate"},
    {"comments", "E-TYPE-SURVEYCTO", "\"comments\" is a feature of SurveyCTO.",
     "Delete the row, or ask: text"},
    {"text audit", "E-TYPE-SURVEYCTO",
     "\"text audit\" is a feature of SurveyCTO that logs what people do.", "Delete the row."},
    {"audio audit", "E-TYPE-SURVEYCTO",
     "\"audio audit\" is a feature of SurveyCTO that records people.", "Delete the row."},
    {"speed violations", "E-TYPE-SURVEYCTO", "\"speed violations\" is a feature of SurveyCTO.",
     "Delete the row."},
    {"sensor_", "E-TYPE-SURVEYCTO", "Sensors are a feature of SurveyCTO.", "Delete the row."},
    {"enumerator", "E-TYPE-SURVEYCTO", "\"enumerator\" is a feature of SurveyCTO.",
     "Delete the row."},
    {"cht:", "E-TYPE-CHT", "This is a type of the Community Health Toolkit.",
     "Delete the row, or write: hidden"},
    {"db:", "E-TYPE-CHT", "This is a type of the Community Health Toolkit.",
     "Delete the row, or write: hidden"},
    {"xml", "E-TYPE-FILE", "A chat survey cannot read an XML file.",
     "Copy the list into the choices sheet."},
    {"thousands", "E-TYPE-SURVEYCTO", "This is a feature of another tool.", "Write: integer"},
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

void ReportUnknown(const std::string& text, const Place& place, Diagnostics& diagnostics) {
  std::vector<std::string_view> names;
  for (const Known& known : kTypes) names.push_back(known.typed);
  for (const Select& select : kSelects) names.push_back(select.words);
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
  for (const Rejected& r : kRejected) {
    const bool prefix = r.typed.ends_with('_') || r.typed.ends_with(':');
    if (!bare.starts_with(r.typed) ||
        (!prefix && bare.size() > r.typed.size() && bare[r.typed.size()] != ' '))
      continue;
    diagnostics.Add(r.rule, place, std::string(r.why), std::string(r.change));
    return out;
  }
  if (ParseSelect(text, out, place, diagnostics)) return out;
  ReportUnknown(text, place, diagnostics);
  return out;
}

}  // namespace authoring

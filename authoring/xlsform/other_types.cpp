// SPDX-License-Identifier: Apache-2.0
// Types that are none here: other tools' own, and what people call a type who have not read the
// list.
#include <array>

#include "authoring/xlsform/types.h"

namespace authoring {
namespace {

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

// What people call a type who have not read the list of them.
struct Everyday {
  std::string_view words, type;
};
constexpr std::array<Everyday, 36> kEveryday{{{"phone", "text"},
                                              {"telephone", "text"},
                                              {"mobile number", "text"},
                                              {"email address", "text"},
                                              {"address", "text"},
                                              {"long text", "text"},
                                              {"short text", "text"},
                                              {"free text", "text"},
                                              {"open", "text"},
                                              {"open ended", "text"},
                                              {"paragraph", "text"},
                                              {"memo", "text"},
                                              {"numeric", "integer"},
                                              {"float", "decimal"},
                                              {"double", "decimal"},
                                              {"currency", "decimal"},
                                              {"money", "decimal"},
                                              {"boolean", "select_one yes_no"},
                                              {"yes no", "select_one yes_no"},
                                              {"yes/no", "select_one yes_no"},
                                              {"single choice", "select_one LIST"},
                                              {"single select", "select_one LIST"},
                                              {"choice", "select_one LIST"},
                                              {"dropdown", "select_one LIST"},
                                              {"radio", "select_one LIST"},
                                              {"multiple choice", "select_multiple LIST"},
                                              {"multiple select", "select_multiple LIST"},
                                              {"multi select", "select_multiple LIST"},
                                              {"multiselect", "select_multiple LIST"},
                                              {"checkbox", "select_multiple LIST"},
                                              {"checkboxes", "select_multiple LIST"},
                                              {"heading", "note"},
                                              {"title", "note"},
                                              {"picture", "image"},
                                              {"voice", "audio"},
                                              {"section", "begin group"}}};

}  // namespace

bool RejectType(const std::string& bare, const Place& place, Diagnostics& diagnostics) {
  for (const Rejected& r : kRejected) {
    const bool prefix = r.typed.ends_with('_') || r.typed.ends_with(':');
    if (!bare.starts_with(r.typed) ||
        (!prefix && bare.size() > r.typed.size() && bare[r.typed.size()] != ' '))
      continue;
    diagnostics.Add(r.rule, place, std::string(r.why), std::string(r.change));
    return true;
  }
  return false;
}

std::string EverydayType(const std::string& plain, const std::string& typed) {
  for (const Everyday& one : kEveryday) {
    if (plain == one.words) return std::string(one.type);
    std::string type(one.type);
    const size_t list = type.find("LIST");
    if (list == std::string::npos || !plain.starts_with(std::string(one.words) + " ")) continue;
    return type.replace(list, 4, typed.substr(one.words.size() + 1));
  }
  return "";
}

}  // namespace authoring

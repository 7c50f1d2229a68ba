// SPDX-License-Identifier: Apache-2.0
// What the office knows of one survey's versions: which one new conversations begin with, where
// each came from, which are withdrawn. One document per survey; the versions themselves are
// store::SurveyRow.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "store/store.h"

namespace ecms {

inline constexpr char kSurveyDocument[] =
    "survey";  // NOTE: persistent. DocumentRow::kind; the key is the survey's id

struct SurveyVersion {
  std::string hash;        // hex
  std::string day;         // 2026-11-28; "" of one that an earlier program published
  std::string by;          // name of the account; "configuration" or "command line"
  bool withdrawn = false;  // its conversations end at their next turn
};

struct SurveyRecord {
  std::string id;
  std::string organisation;  // whose it is; "" = the inspectorate
  int64_t stored = 0;        // version of the document; 0 = none yet
  std::string current;       // hash; "" = nothing to begin
  std::string
      file;  // hash of what the configuration's file held at the last start; "" = it names none
  std::vector<SurveyVersion> versions;  // newest last
  std::optional<SurveyVersion>
      waiting;  // published by somebody who may not see what it does to tickets: begins nothing yet

  [[nodiscard]] const SurveyVersion* Find(std::string_view hash) const;
  // New conversations begin with it, the newest now; a withdrawn version may come back.
  void MakeCurrent(std::string_view hash, std::string_view by, core::Day day);
  // False: there is no such version, or it is withdrawn already.
  [[nodiscard]] bool Withdraw(std::string_view hash);
  // A start found this in the configuration's file ("" = it names this survey no more). The file
  // counts only when it changed: what was published since stays current. True if the record
  // changed.
  bool TakeFile(std::string_view hash, core::Day day);
  // What its tickets are classed by today: the current version, else the newest; "" = there was
  // none.
  [[nodiscard]] std::string Classing() const;
  // True if nothing may delete it, whoever names it.
  [[nodiscard]] bool Needs(std::string_view hash) const;
};

[[nodiscard]] core::Result<std::vector<SurveyRecord>> ListSurveyRecords(const store::Store& store);
[[nodiscard]] core::Result<SurveyRecord> FindSurveyRecord(
    const store::Store& store, std::string_view id);  // empty if there is none
// kConflict at COMMIT if somebody else changed it since it was read.
[[nodiscard]] store::Command PutSurveyRecord(const SurveyRecord& record);

}  // namespace ecms

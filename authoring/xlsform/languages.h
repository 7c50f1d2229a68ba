// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "authoring/diagnostics.h"
#include "authoring/tree.h"
#include "authoring/xlsform/table.h"

namespace authoring {

// The languages of a form: as its author names them, and as tags. The first is the default.
class Languages {
 public:
  struct One {
    std::string name;  // "English (en)", as headers write it; "" for columns without a language
    std::string tag;   // "en"
    CellRef at = {};   // the first header that names it
  };
  // From the headers of the survey and choices sheets and `default_language` (may be empty).
  void Collect(const std::vector<const Table*>& tables, const Value& default_language,
               Diagnostics& diagnostics);

  [[nodiscard]] const std::vector<One>& all() const { return all_; }
  // Index of the language that a header's language names ("English (en)", or a bare tag behind a
  // chat_ column), or -1. A header without language belongs to the first.
  [[nodiscard]] int IndexOf(std::string_view header_language) const;

 private:
  void AddNamed(const Header& header, const Table& table, Diagnostics& diagnostics);
  bool BringFirst(const Value& wanted, bool bare_label, Diagnostics& diagnostics);
  void ReportMixed(const std::vector<const Table*>& tables, Diagnostics& diagnostics) const;
  std::vector<One> all_;
  std::vector<std::string> refused_;
};

// "English (en)" -> "en"; a bare tag stays; "Kiswahili", "French" -> by the names that ICU knows;
// "" if nothing fits.
[[nodiscard]] std::string TagOf(std::string_view language, bool& has_code);

}  // namespace authoring

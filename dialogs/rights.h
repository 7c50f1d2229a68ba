// SPDX-License-Identifier: Apache-2.0
// What the law of a country says about a topic, one line each (docs/survey-format.md, "Rights"):
// shown when a survey has asked all that it asks about that topic. Only what somebody who knows
// that law has checked; nothing is made up for the rest.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace dialogs {

class Rights {
 public:
  Rights() = default;  // no line
  // kInvalid with every problem of the file, each with its JSON path, one per line.
  [[nodiscard]] static core::Result<Rights> Parse(std::string_view json);
  // The file compiled in for a country (dialogs/rights/<cc>.json); without lines where there is
  // none.
  [[nodiscard]] static Rights Shipped(std::string_view country);
  [[nodiscard]] static std::vector<std::string> ShippedCountries();

  // "A month's pay is due on its last day. (Labour Act 2013, s. 20)"; "" where there is none in
  // this language: a law read in another language is of no use.
  [[nodiscard]] std::string Line(std::string_view topic, std::string_view language) const;
  [[nodiscard]] bool empty() const { return lines_.empty(); }
  [[nodiscard]] const std::string& country() const { return country_; }

 private:
  struct One {
    std::map<std::string, std::string, std::less<>> text;  // by language
    std::string source;
  };
  std::string country_;
  std::map<std::string, One, std::less<>> lines_;  // by topic
};

}  // namespace dialogs

// SPDX-License-Identifier: Apache-2.0
// "to={to}": what stands in braces is replaced by a value. Escaping is the matter of the place
// where the result goes.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/secret.h"

namespace channels::http_sms {

using Values = std::map<std::string, core::SecretString, std::less<>>;

class TextTemplate {
 public:
  TextTemplate() = default;
  // "{{" is a brace. An opening brace that is never closed is text.
  explicit TextTemplate(std::string_view text);

  // Placeholders that it has, for the check against known names. "{gsm7?A|B}" is one: "gsm7?".
  [[nodiscard]] std::vector<std::string> Names() const;
  // `escape` is applied to each value, not to the text around it. Unknown names are empty: check
  // Names() first.
  // "{gsm7?A|B}" is A where values["text"] fits GSM-7, else B.
  template <class Escape>
  [[nodiscard]] std::string Expand(const Values& values, Escape escape) const {
    std::string out;
    for (const auto& [is_name, piece] : pieces_)
      out += is_name ? escape(ValueOf(values, piece)) : piece;
    return out;
  }
  [[nodiscard]] std::string Expand(const Values& values) const {
    return Expand(values, [](const std::string& value) { return value; });
  }
  [[nodiscard]] bool empty() const { return pieces_.empty(); }

 private:
  static std::string ValueOf(const Values& values, std::string_view name);
  std::vector<std::pair<bool, std::string>> pieces_;
};

}  // namespace channels::http_sms

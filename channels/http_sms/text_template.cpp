// SPDX-License-Identifier: Apache-2.0
#include "channels/http_sms/text_template.h"

#include "channels/sms/gsm7.h"

namespace channels::http_sms {
namespace {
constexpr std::string_view kGsm7 = "gsm7?";
}

TextTemplate::TextTemplate(std::string_view text) {
  std::string plain;
  auto flush = [&] {
    if (!plain.empty()) pieces_.emplace_back(false, std::move(plain));
    plain.clear();
  };
  while (!text.empty()) {
    const size_t close = text.find('}');
    if (text.starts_with("{{")) {
      plain.push_back('{');
      text.remove_prefix(2);
    } else if (text.front() == '{' && close != std::string_view::npos) {
      flush();
      pieces_.emplace_back(true, std::string(text.substr(1, close - 1)));
      text.remove_prefix(close + 1);
    } else {
      plain.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  flush();
}

std::vector<std::string> TextTemplate::Names() const {
  std::vector<std::string> out;
  for (const auto& [is_name, piece] : pieces_) {
    if (is_name) out.push_back(piece.starts_with(kGsm7) ? std::string(kGsm7) : piece);
  }
  return out;
}

std::string TextTemplate::ValueOf(const Values& values, std::string_view name) {
  if (name.starts_with(kGsm7)) {
    std::string_view both = name.substr(kGsm7.size());
    const size_t bar = std::min(both.find('|'), both.size());
    auto text = values.find("text");
    const bool fits = text == values.end() || sms::IsGsm7(text->second.Reveal());
    return std::string(fits ? both.substr(0, bar) : both.substr(std::min(bar + 1, both.size())));
  }
  auto found = values.find(name);
  return found == values.end() ? "" : found->second.Reveal();
}

}  // namespace channels::http_sms

// SPDX-License-Identifier: Apache-2.0
#include "locales/icu_locale.h"

#include <set>

#include "locales/registry.h"

namespace locales {
namespace {

std::set<std::string, std::less<>> AvailableLanguages() {
  std::set<std::string, std::less<>> out;
  int32_t count = 0;
  const icu::Locale* all = icu::Locale::getAvailableLocales(count);
  for (int32_t i = 0; i < count; ++i) out.insert(all[i].getLanguage());
  return out;
}

}  // namespace

icu::Locale IcuLocale(std::string_view language, std::string_view country) {
  static const std::set<std::string, std::less<>> available = AvailableLanguages();
  const std::string base(BaseLanguage(language));
  if (!available.contains(base)) return icu::Locale::getRoot();
  return {base.c_str(), country.empty() ? nullptr : std::string(country).c_str()};
}

}  // namespace locales

// SPDX-License-Identifier: Apache-2.0
// Which language a text reads like, by the words that the bot itself says in each. Built when first
// asked for.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "locales/catalog.h"

namespace authoring::lint {

class Vocabulary {
 public:
  explicit Vocabulary(const locales::Catalogs& catalogs) : catalogs_(catalogs) {}

  // A language among `others` that a text of `language` reads like; "" if it reads like its own, is
  // short, or nobody knows.
  [[nodiscard]] std::string ReadsLike(std::string_view text, const std::string& language,
                                      const std::vector<std::string>& others);

 private:
  using Words = std::set<std::string, std::less<>>;
  [[nodiscard]] double Known(const std::vector<std::string_view>& words,
                             const std::string& language);
  const locales::Catalogs& catalogs_;
  std::map<std::string, Words> words_;  // by language
};

}  // namespace authoring::lint

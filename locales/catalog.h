// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "locales/text_keys.h"

namespace locales {

// The texts of one language. Immutable after loading: share it between threads.
class Catalog {
 public:
  struct Impl;
  explicit Catalog(std::unique_ptr<Impl> impl);
  ~Catalog();

  [[nodiscard]] const std::string& language() const;  // BCP 47: "bn"
  [[nodiscard]] const std::string& own_name() const;  // "বাংলা"
  [[nodiscard]] bool reviewed() const;                // a native speaker has read every text
  [[nodiscard]] bool changed_since_review() const;    // has a reader's name, but for other texts
  [[nodiscard]] bool right_to_left() const;
  // A text without placeholders. No formatting work: a reference to what was loaded. `chosen` is
  // the value that chooses between two wordings (Chooses(key)); anything else means "other".
  [[nodiscard]] const std::string& Text(TextKey key, std::string_view chosen = {}) const;
  // A text with placeholders filled in (ICU MessageFormat), what chooses between two wordings among
  // them. Values are inserted as they are; in a right-to-left language those with Latin letters or
  // digits are isolated.
  using Argument = std::pair<std::string_view, std::string_view>;
  [[nodiscard]] std::string Format(TextKey key, std::initializer_list<Argument> arguments) const;
  // The same with one number that chooses a plural form ({hours, plural, ...}).
  [[nodiscard]] std::string FormatCount(TextKey key, std::string_view name, int64_t count) const;

 private:
  std::unique_ptr<Impl> impl_;
};

// All languages of this installation. Immutable after loading.
class Catalogs {
 public:
  // The catalogs compiled into the program, then those of `overlay_folder` (data_dir/locales; "" or
  // missing: none), which add or replace languages. kInvalid names every file, key and placeholder
  // that is wrong, all at once.
  [[nodiscard]] static core::Result<Catalogs> Load(const std::string& overlay_folder = "");

  // Exact tag, else the base language ("pt-BR" -> "pt"), else nullptr.
  [[nodiscard]] const Catalog* Find(std::string_view language) const;
  // As Find, else English.
  [[nodiscard]] const Catalog& Closest(std::string_view language) const;
  [[nodiscard]] std::vector<std::string> languages() const;  // sorted tags

 private:
  std::map<std::string, std::shared_ptr<const Catalog>, std::less<>> catalogs_;
};

}  // namespace locales

// SPDX-License-Identifier: Apache-2.0
#include "locales/catalog.h"

#include "locales/catalog_impl.h"
#include "locales/isolates.h"

namespace locales {

Catalog::Catalog(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Catalog::~Catalog() = default;

const std::string& Catalog::language() const { return impl_->file.language; }
const std::string& Catalog::own_name() const { return impl_->file.own_name; }
bool Catalog::reviewed() const { return impl_->file.reviewed; }
bool Catalog::changed_since_review() const { return impl_->file.changed_since_review; }
bool Catalog::right_to_left() const { return impl_->file.right_to_left; }

const std::string& Catalog::Text(TextKey key, std::string_view chosen) const {
  const Pattern& pattern = impl_->Of(key).For(chosen);
  return pattern.arguments.empty() ? pattern.text : pattern.source;
}

std::string Catalog::Format(TextKey key, std::initializer_list<Argument> arguments) const {
  const Pattern& whole = impl_->Of(key);
  std::string_view chosen;
  for (const auto& [name, value] : arguments) {
    if (!whole.chooses.empty() && name == whole.chooses) chosen = value;
  }
  const Pattern& pattern = whole.For(chosen);
  if (pattern.complex) return pattern.source;  // a plural: FormatCount() is for these
  std::string out;
  for (const auto& piece : pattern.pieces) {
    out += piece.literal;
    if (piece.argument.empty()) continue;
    for (const auto& [name, value] : arguments) {
      if (name == piece.argument) out += right_to_left() ? Isolated(value) : std::string(value);
    }
  }
  return out;
}

std::string Catalog::FormatCount(TextKey key, std::string_view name, int64_t count) const {
  const Pattern& pattern = impl_->Of(key);
  if (!pattern.complex) return Format(key, {{name, std::to_string(count)}});
  return FormatNumber(pattern, impl_->file.language, name, count);
}

}  // namespace locales

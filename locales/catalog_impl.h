// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "locales/catalog.h"
#include "locales/catalog_file.h"

namespace locales {

struct Catalog::Impl {
  CatalogFile file;

  [[nodiscard]] const Pattern& Of(TextKey key) const {
    CHECK(key < TextKey::kCount);
    return file.messages[static_cast<size_t>(key)];
  }
};

}  // namespace locales

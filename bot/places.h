// SPDX-License-Identifier: Apache-2.0
// The register of workplaces in memory, for texts with "coded": which one do these words name?
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/engine.h"
#include "ecms/site_preview.h"
#include "store/rows.h"
#include "store/store.h"

namespace bot {

// Thread-safe. A wrong place is worse than none: the words must be a name of one place alone (its
// name, or name and district in either order, or a spelling of it that an officer released and that
// is nobody's name), but for case, accents, marks, spaces, and typing errors in long words. Short
// words and numbers tell places apart ("Plant 1", "Ward B"): they must be as in the register.
class Places final : public dialogs::PlaceRegister {
 public:
  Places();
  ~Places() override;
  // Takes these in place of those before; does nothing if they are the same.
  void Load(std::vector<store::SiteRow> sites, std::vector<store::SiteSpellingRow> spellings = {});
  // Loads what the store has now: `dwbot site import` works beside the service, and officers
  // release spellings. Returns whether the store could be read; if not, what was known stays.
  bool Refresh(const store::Store& store);
  [[nodiscard]] std::string CodeOf(std::string_view words,
                                   std::string_view language) const override;
  // Would its words name its place, were it one of the store's spellings?
  [[nodiscard]] static bool WouldMatch(const store::Store& store,
                                       const store::SiteSpellingRow& spelling);
  // Names, and names that officers released, which mean their place while the register is `known`
  // and would not once it is `after`.
  [[nodiscard]] static std::vector<ecms::LostName> Lost(
      const std::vector<store::SiteRow>& known, const std::vector<store::SiteRow>& after,
      const std::vector<store::SiteSpellingRow>& spellings);

 private:
  struct Index;
  [[nodiscard]] std::shared_ptr<const Index> Now() const;
  std::mutex refreshing_;  // whoever read later loads later
  mutable std::mutex mutex_;
  std::shared_ptr<const Index> index_;  // never null
};

}  // namespace bot

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace authoring {

// Where a question's answer stands in an XForm.
struct XFormPath {
  std::string path;    // "/data/children/age"
  std::string repeat;  // the repeat it stands in: "/data/children"; "" outside
};
using XFormPaths = std::map<std::string, XFormPath, std::less<>>;

// An expression with each ${name} as a path. Within one repeat paths are relative (../age), because
// an absolute one would mean every round; in a predicate they begin with current(). `from` is where
// the expression stands.
[[nodiscard]] std::string XFormExpression(std::string_view expression, const XFormPath& from,
                                          const XFormPaths& paths, bool in_predicate = false);

}  // namespace authoring

// SPDX-License-Identifier: Apache-2.0
#include "authoring/xform/paths.h"

#include <algorithm>

namespace authoring {
namespace {

std::string Relative(const std::string& from, const std::string& to) {
  // The part that both share, up to a slash.
  size_t shared = 0;
  for (size_t i = 0; i < from.size() && i < to.size() && from[i] == to[i]; ++i) {
    if (from[i] == '/') shared = i;
  }
  const auto up = std::count(from.begin() + static_cast<std::ptrdiff_t>(shared), from.end(), '/');
  std::string out;
  for (std::ptrdiff_t i = 0; i < up; ++i) out += "../";
  return out + to.substr(std::min(shared + 1, to.size()));
}

}  // namespace

std::string XFormExpression(std::string_view expression, const XFormPath& from,
                            const XFormPaths& paths, bool in_predicate) {
  std::string out;
  int depth = in_predicate ? 1 : 0;
  char quote = 0;
  for (size_t i = 0; i < expression.size(); ++i) {
    const char c = expression[i];
    if (quote == 0 && c == '[') ++depth;
    if (quote == 0 && c == ']') --depth;
    if ((c == '\'' || c == '"') && (quote == 0 || quote == c)) quote = quote == 0 ? c : '\0';
    const size_t close = c == '$' && i + 1 < expression.size() && expression[i + 1] == '{'
                             ? expression.find('}', i)
                             : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += c;
      continue;
    }
    std::string_view name = expression.substr(i + 2, close - i - 2);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    auto found = paths.find(name);
    if (found != paths.end()) {
      const XFormPath& to = found->second;
      const bool same_round =
          !to.repeat.empty() && from.repeat == to.repeat && to.path != to.repeat;
      const std::string path = same_round && quote == 0
                                   ? (depth > 0 ? "current()/" : "") + Relative(from.path, to.path)
                                   : to.path;
      out += quote == 0 ? " " + path + " " : path;
    }
    i = close;
  }
  return out;
}

}  // namespace authoring

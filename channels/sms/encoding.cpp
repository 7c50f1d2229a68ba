// SPDX-License-Identifier: Apache-2.0
#include "channels/sms/encoding.h"

#include <algorithm>
#include <array>

#include "channels/sms/gsm7.h"
#include "core/utf8.h"

namespace channels::sms {
namespace {

struct Limits {
  size_t single;
  size_t part;
};
constexpr Limits kGsm7{160, 153};
constexpr Limits kUcs2{70, 67};

template <class CostOf>
Segments Count(std::string_view utf8, std::string_view encoding, Limits limits, CostOf cost_of) {
  Segments out{encoding, 0, 1};
  size_t used = 0;
  for (size_t at = 0; at < utf8.size();) {
    size_t cost = cost_of(core::NextCodePoint(utf8, at));
    out.units += cost;
    if (used + cost > limits.part) {
      ++out.segments;
      used = 0;
    }
    used += cost;
  }
  if (out.units <= limits.single) out.segments = 1;
  return out;
}

struct Replacement {
  char32_t from;
  std::string_view to;
};

// Sorted by `from`.
// clang-format off
constexpr std::array kReplacements = {
    Replacement{0x0009, " "},    // tab
    Replacement{0x0060, "'"},    // grave accent
    Replacement{0x00a0, " "},    // no-break space
    Replacement{0x00ab, "\""},   // left guillemet
    Replacement{0x00ad, ""},     // soft hyphen
    Replacement{0x00b4, "'"},    // acute accent
    Replacement{0x00b7, "."},    // middle dot
    Replacement{0x00bb, "\""},   // right guillemet
    Replacement{0x00bc, "1/4"},  Replacement{0x00bd, "1/2"}, Replacement{0x00be, "3/4"},
    Replacement{0x00d7, "x"},    // multiplication sign
    Replacement{0x02b9, "'"},    Replacement{0x02bb, "'"},  Replacement{0x02bc, "'"},  // modifier letters
    Replacement{0x02c8, "'"},
    Replacement{0x2000, " "},    Replacement{0x2001, " "},  Replacement{0x2002, " "},  // typographic spaces
    Replacement{0x2003, " "},    Replacement{0x2004, " "},  Replacement{0x2005, " "},
    Replacement{0x2006, " "},    Replacement{0x2007, " "},  Replacement{0x2008, " "},
    Replacement{0x2009, " "},    Replacement{0x200a, " "},
    Replacement{0x200b, ""},     // zero-width space
    Replacement{0x200e, ""},     Replacement{0x200f, ""},                              // direction marks
    Replacement{0x2010, "-"},    Replacement{0x2011, "-"},  Replacement{0x2012, "-"},  // dashes
    Replacement{0x2013, "-"},    Replacement{0x2014, "-"},  Replacement{0x2015, "-"},
    Replacement{0x2018, "'"},    Replacement{0x2019, "'"},  Replacement{0x201a, "'"},  // quotes
    Replacement{0x201b, "'"},    Replacement{0x201c, "\""}, Replacement{0x201d, "\""},
    Replacement{0x201e, "\""},   Replacement{0x201f, "\""},
    Replacement{0x2022, "-"},    // bullet
    Replacement{0x2026, "..."},
    Replacement{0x2028, "\n"},   Replacement{0x2029, "\n"},                            // line, paragraph separator
    Replacement{0x202f, " "},    // narrow no-break space
    Replacement{0x2032, "'"},    Replacement{0x2033, "\""},                            // primes
    Replacement{0x2039, "<"},    Replacement{0x203a, ">"},                             // single guillemets
    Replacement{0x2043, "-"},    // hyphen bullet
    Replacement{0x2044, "/"},    // fraction slash
    Replacement{0x205f, " "},    Replacement{0x2060, ""},                              // math space, word joiner
    Replacement{0x2212, "-"},    // minus
    Replacement{0x2215, "/"},    // division slash
    Replacement{0x3000, " "},    // ideographic space
    Replacement{0xfeff, ""},     // byte order mark
};
// clang-format on
static_assert(std::is_sorted(kReplacements.begin(), kReplacements.end(),
                             [](const Replacement& a, const Replacement& b) {
                               return a.from < b.from;
                             }));

}  // namespace

Segments CountSegments(std::string_view utf8) {
  if (IsGsm7(utf8)) {
    return Count(utf8, "GSM-7", kGsm7,
                 [](char32_t c) { return static_cast<size_t>(Gsm7Septets(c)); });
  }
  return Count(utf8, "UCS-2", kUcs2, [](char32_t c) -> size_t { return c > 0xffff ? 2 : 1; });
}

std::string SmartEncode(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (size_t at = 0; at < utf8.size();) {
    char32_t c = core::NextCodePoint(utf8, at);
    if (Gsm7Septets(c) != 0) {
      core::AppendUtf8(out, c);
      continue;
    }
    auto it = std::lower_bound(kReplacements.begin(), kReplacements.end(), c,
                               [](const Replacement& r, char32_t value) { return r.from < value; });
    if (it == kReplacements.end() || it->from != c) return std::string(utf8);
    out += it->to;
  }
  return out;
}

}  // namespace channels::sms

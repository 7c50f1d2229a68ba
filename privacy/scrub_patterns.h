// SPDX-License-Identifier: Apache-2.0
// Inside privacy/ only: the patterns that are made of the words of a table.
#pragma once

#include <re2/re2.h>

#include "privacy/scrub_internal.h"

namespace privacy {

struct Patterns {
  explicit Patterns(const WordTable& words);
  re2::RE2 name_is, i_am, titles, titles_after;
  re2::RE2 id;           // group: the number
  re2::RE2 birth;        // group: the date
  re2::RE2 birth_after;  // "3 Mayis 1988 dogumluyum"; group: the date
  re2::RE2 code;         // group: the code
  re2::RE2 spoken;       // digits in words, one after another
  re2::RE2 digit;        // one of them
};

}  // namespace privacy

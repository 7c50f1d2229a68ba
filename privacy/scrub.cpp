// SPDX-License-Identifier: Apache-2.0
#include "privacy/scrub.h"

#include <algorithm>

#include "privacy/scrub_internal.h"

namespace privacy {
namespace {

// A pass that finds something leaves less for the next one, so this ends by itself; ordinary texts
// need two passes. The bound only keeps an adversary's text from costing more than a few
// milliseconds.
constexpr int kMaxPasses = 12;

// Overlapping spans become one, under the label that comes first in Label.
Spans Joined(Spans spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  Spans out;
  for (const Span& span : spans) {
    if (out.empty() || span.begin >= out.back().end) {
      out.push_back(span);
    } else {
      out.back().end = std::max(out.back().end, span.end);
      out.back().label = std::min(out.back().label, span.label);
    }
  }
  return out;
}

// Without white space and holes at the ends; empty if nothing else is in it.
Span Trimmed(const Folded& folded, Span span) {
  const auto blank = [&](size_t at) {
    return std::string_view(" \t\r\n\x1e").find(folded.text[at]) != std::string_view::npos;
  };
  while (span.begin < span.end && blank(span.begin)) ++span.begin;
  while (span.end > span.begin && blank(span.end - 1)) --span.end;
  return span;
}

void Note(Label label, FoundKinds& kinds) {
  switch (label) {
    case Label::kPhone:
      kinds.phone = true;
      break;
    case Label::kEmail:
    case Label::kLink:
      kinds.contact = true;
      break;
    case Label::kName:
      kinds.name = true;
      break;
    case Label::kAccount:
    case Label::kId:
    case Label::kDate:
      kinds.number = true;
      break;
  }
}

bool Pass(const ScrubContext& context, const WordTable& words, std::string& text,
          FoundKinds& kinds) {
  Folded folded = Fold(text);
  Spans found;
  FindOwn(context, words, folded, found);
  FindContacts(folded, found);
  FindNames(words, folded, found);
  if (folded.digit_count >= 3) {
    FindBirthDates(words, folded, found);
    CoverInnocent(context.country, words, folded);
    FindAccounts(folded, found);
    FindIds(words, folded, found);
  }
  FindPhones(context.country, words, folded, found);
  FindCheckedIds(context.country, folded, found);
  Spans spans;
  for (const Span& span : found) {
    if (const Span trimmed = Trimmed(folded, span); trimmed.begin < trimmed.end)
      spans.push_back(trimmed);
  }
  if (spans.empty()) return false;

  std::string out;
  size_t copied = 0;
  for (const Span& span : Joined(std::move(spans))) {
    const size_t begin = std::max<size_t>(copied, folded.begin[span.begin]);
    out.append(text, copied, begin - copied).append(Placeholder(span.label));
    Note(span.label, kinds);
    copied = std::max<size_t>(begin, folded.end[span.end - 1]);
  }
  out.append(text, copied);
  text = std::move(out);
  return true;
}

}  // namespace

Scrubbed Scrub(const ScrubContext& context, std::string_view text) {
  Scrubbed result{std::string(text), false, {}};
  const WordTable& words = Words(context.language, context.country);
  for (int pass = 0; pass < kMaxPasses && Pass(context, words, result.text, result.kinds); ++pass)
    result.changed = true;
  return result;
}

}  // namespace privacy

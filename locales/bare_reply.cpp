// SPDX-License-Identifier: Apache-2.0
#include "locales/bare_reply.h"

#include <algorithm>
#include <utility>

#include "locales/negation.h"
#include "locales/option_words.h"

namespace locales {

BareReply::BareReply(const OptionSet& set, const Words& words)
    : set_(set), words_(words), cutter_(OptionPieces()) {}

// Something that a text without spaces may be cut at: a label, a number, "and", "please".
bool BareReply::IsPiece(std::u32string_view piece) const {
  if ((words_.Whole(piece) & (kNoContent | kIsAround | kIsOf | kIsKin)) != 0 ||
      set_.names.Has(piece))
    return true;
  const Part* part = words_.FindPart(piece);
  if (part == nullptr) return false;
  return part->kind == PartKind::kNumber || part->kind == PartKind::kAnd ||
         part->kind == PartKind::kOr;
}

Pieces BareReply::OptionPieces() const {
  return {[this](std::u32string_view piece) { return IsPiece(piece); }, set_.longest_piece,
          [this](std::u32string_view three) {
            return words_.MayBegin(three) || set_.names.MayBegin(three);
          }};
}

const std::u32string& BareReply::WithoutArticles(std::u32string_view key) {
  const auto known = without_articles_.find(key);
  if (known != without_articles_.end()) return known->second;
  std::u32string bare = TakeOff(key, false, kNoContent);
  const bool numbers_only = bare.find_first_not_of(U" 0123456789") == std::u32string::npos;
  if (numbers_only) bare = TakeOff(key, true, kNoContent);
  return without_articles_.emplace(key, std::move(bare)).first->second;
}

std::u32string BareReply::NameWithoutArticles(std::u32string_view name) {
  return TakeOff(name, false, kNoContent);
}

const std::u32string& BareReply::WithoutAround(std::u32string_view key) {
  const auto known = without_around_.find(key);
  if (known != without_around_.end()) return known->second;
  return without_around_.emplace(key, TakeOff(key, false, kNoContent | kIsAround)).first->second;
}

// Of the words that `key` begins with those that say nothing ("por favor"), in characters; 0 if
// none.
size_t BareReply::EmptyBeginning(std::u32string_view key, uint32_t classes) const {
  constexpr size_t kLongest = 3;  // in words
  size_t found = 0;
  size_t end = 0;
  for (size_t word = 0; word < kLongest && end < key.size(); ++word) {
    end = std::min(key.find(U' ', end + 1), key.size());
    const auto phrase = key.substr(0, end);
    const uint32_t mask = words_.Whole(phrase) & classes;
    // "friend" and "solo" are courtesies no more where an option has the word, nor is "they pay" of
    // "They pay late" said of anything.
    const bool named =
        (mask & kIsArticle) == 0 ? set_.words.contains(phrase) : set_.IsLabel(phrase);
    if (mask != 0 && !named) found = end;
  }
  return found;
}

bool BareReply::NamesAnother(const std::vector<std::u32string_view>& words) const {
  const auto is = [&](std::u32string_view word, uint32_t mask) {
    return (words_.Whole(word) & mask) != 0;
  };
  const auto names = [&](std::u32string_view word) {
    return (set_.words.contains(word) || set_.names.Has(word)) && !is(word, kIsPolite | kIsAround);
  };
  for (size_t i = 0; i < words.size(); ++i) {
    // Filipino "po" stands around anything, and is nobody.
    const bool person =
        is(words[i], kIsKin) || (is(words[i], kIsPolite) && !is(words[i], kIsAround));
    if (!person) continue;
    const auto before = i > 0 ? words[i - 1] : std::u32string_view();
    const auto next = i + 1 < words.size() ? words[i + 1] : std::u32string_view();
    const bool linked = words_.Links(next) || words_.Links(before) ||
                        words_.EndsLinked(before, set_.words) || words_.BeginsLinked(before);
    const bool beside = is(words[i], kIsKin) && !names(words[i]) && (names(before) || names(next));
    if (linked || beside) return true;
  }
  return false;
}

// The pieces of what is written without spaces but for empty ones at its ends: in the middle they
// may be part of a longer word ("จ้า" of "นายจ้าง").
std::vector<std::u32string_view> BareReply::EndsTakenOff(std::u32string_view run, bool names,
                                                         uint32_t classes) {
  auto pieces = cutter_.Key(run);
  const auto polite = [&](std::u32string_view each) {
    return (words_.Whole(each) & kIsPolite) != 0;
  };
  const bool linked = std::any_of(pieces.begin(), pieces.end(), [&](std::u32string_view each) {
    return words_.Links(each) && !polite(each);
  });
  if (linked && std::any_of(pieces.begin(), pieces.end(), polite)) return pieces;
  if (NamesAnother(pieces)) return pieces;
  const auto empty = [&](std::u32string_view each) {
    return (words_.Whole(each) & classes) != 0 && !set_.IsLabel(each) &&
           !(names && set_.names.Has(each));
  };
  while (!pieces.empty() && empty(pieces.front())) pieces.erase(pieces.begin());
  while (!pieces.empty() && empty(pieces.back())) pieces.pop_back();
  return pieces;
}

// Words of these `classes`. `names`: whether what is an option of its own stays, even if it says
// nothing elsewhere.
std::u32string BareReply::TakeOff(std::u32string_view key, bool names, uint32_t classes) {
  std::u32string out;
  if (TwoWordsSayNot(key, words_) || NamesAnother(WordsOf(key))) return std::u32string(key);
  const auto add = [&](std::u32string_view word) {
    if (!out.empty() && !(IsDense(out.back()) && IsDense(word[0]))) out += U' ';
    out += word;
  };
  while (!key.empty()) {
    const size_t kept = names ? set_.NameBeginning(key) : 0;
    const size_t empty_words =
        kept != 0 || WritesWithoutSpaces(key) ? 0 : EmptyBeginning(key, classes);
    if (kept != 0 || empty_words != 0) {
      if (kept != 0) add(key.substr(0, kept));
      key.remove_prefix(std::min(std::max(kept, empty_words) + 1, key.size()));
      continue;
    }
    const auto word = NextWord(key);
    if (!WritesWithoutSpaces(word)) {
      if (!word.empty()) add(word);
      continue;
    }
    for (const auto piece : EndsTakenOff(word, names, classes)) {
      if (!out.empty() && !IsDense(out.back())) out += U' ';
      out += piece;
    }
  }
  return out;
}

std::u32string BareReply::WithoutArticlePrefixes(std::u32string_view key) const {
  std::u32string out;
  while (!key.empty()) {
    auto word = NextWord(key);
    for (const auto& prefix : words_.local->article_prefixes) {
      if (word.size() < prefix.size() + 2 || !word.starts_with(prefix)) continue;
      word.remove_prefix(prefix.size());
      break;
    }
    if (!out.empty()) out += U' ';
    out += word;
  }
  return out;
}

}  // namespace locales

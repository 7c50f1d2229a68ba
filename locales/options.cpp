// SPDX-License-Identifier: Apache-2.0
#include "locales/options.h"

#include <algorithm>
#include <unordered_map>

#include "locales/joined_words.h"
#include "locales/option_words.h"
#include "locales/typos.h"
#include "locales/yes_no.h"

namespace locales {
namespace {

const std::vector<std::u32string> kNone;

// The same only for the same options in the same language.
std::string KeyOf(const std::vector<AnswerOption>& options, const Lexicon* language) {
  std::string key = std::to_string(reinterpret_cast<uintptr_t>(language));
  for (const auto& option : options) {
    key.append("\x1E").append(option.value).append("\x1F").append(option.label);
    for (const auto& synonym : option.synonyms) key.append("\x1F").append(synonym);
  }
  return key;
}

// "No", "No, nothing", "No. They keep it": the first word stands for itself. Of "No passport" it is
// a part.
bool IsWhollyPlain(std::string_view label, bool one_word) {
  if (one_word) return true;
  const Folded text = Fold(label);
  return text.tokens.size() > 1 && text.tokens[1].kind == Token::Kind::kSymbol;
}

}  // namespace

OptionMatcher::OptionMatcher(const std::vector<AnswerOption>& options, const Words& words)
    : options_(&options), words_(words) {
  // The options of a survey come back with every answer: what follows from them is kept per thread,
  // in bounded memory.
  constexpr size_t kMostLists = 256;
  thread_local std::unordered_map<std::string, std::shared_ptr<const Prepared>> known;
  const std::string key = KeyOf(options, words.local);
  const auto found = known.find(key);
  if (found != known.end()) {
    shared_ = found->second;
    cutter_ = Cutter(OptionPieces());
    return;
  }
  const auto made = std::make_shared<Prepared>();
  shared_ = made;
  if (words.local != nullptr) made->longest_piece = words.local->longest_joined;
  for (const auto& option : options) {
    made->options.push_back(Prepare(option));
    for (const auto& name : made->options.back().names) {
      made->longest_piece = std::max(made->longest_piece, name.size());
      for (std::u32string_view rest = name; !rest.empty();) made->words.emplace(NextWord(rest));
    }
  }
  AddNames(*made);
  cutter_ = Cutter(OptionPieces());
  for (Option& option : made->options) {
    for (const auto& name : option.names)
      option.bare_names.push_back(TakeArticlesOff(name, false, kNoContent));
  }
  AddSounds(*made);
  AddAmounts(*made);
  if (known.size() >= kMostLists) known.clear();
  known.emplace(key, made);
}

void OptionMatcher::AddNames(Prepared& prepared) {
  for (size_t i = 0; i < prepared.options.size(); ++i) {
    const auto& label = prepared.options[i].label;
    if (!label.empty()) prepared.names.Add(label, {}).first->push_back(i);
  }
  for (size_t i = 0; i < prepared.options.size(); ++i) {
    for (const auto& name : prepared.options[i].names) {
      const auto [options, added] = prepared.names.Add(name, {});
      const bool label = std::any_of(prepared.options.begin(), prepared.options.end(),
                                     [&](const Option& option) { return option.label == name; });
      if (added || !label) Unite(*options, {i});
    }
  }
}

OptionMatcher::Option OptionMatcher::Prepare(const AnswerOption& option) const {
  Option out;
  out.label = FoldLabel(option.label);
  out.names.push_back(out.label);
  for (const auto& synonym : option.synonyms) out.names.push_back(FoldLabel(synonym));
  std::u32string_view rest = out.label;
  const auto first = NextWord(rest);
  out.leading_number = NumberOf(first);
  out.plain = (words_.Whole(out.label) | words_.Whole(first)) & (kIsPlainYes | kIsPlainNo);
  out.wholly_plain = out.plain != 0 && IsWhollyPlain(option.label, rest.empty());
  out.none = std::any_of(out.names.begin(), out.names.end(), [&](const std::u32string& name) {
    return (words_.Whole(name) & kIsNone) != 0;
  });
  out.alone = option.value == "none" ||
              std::any_of(out.names.begin(), out.names.end(),
                          [&](const std::u32string& name) { return NamesNone(name); });
  std::erase_if(out.names, [](const std::u32string& name) { return name.empty(); });
  return out;
}

// "None of these", "No", "Nothing was taken"; not "No gloves".
bool OptionMatcher::NamesNone(std::u32string_view name) const {
  constexpr size_t kLongest = 3;  // in words
  if ((words_.Whole(name) & (kIsNone | kIsNo)) != 0) return true;
  size_t end = 0;
  for (size_t word = 0; word < kLongest; ++word) {
    end = name.find(U' ', end + 1);
    if (end == std::u32string_view::npos) return false;
    const uint32_t mask = words_.Whole(name.substr(0, end));
    if ((mask & kIsNone) != 0 && (mask & kIsNo) == 0) return true;
  }
  return false;
}

bool OptionMatcher::IsNegated(std::u32string_view key) const {
  const auto& nots = words_.local != nullptr ? words_.local->dense_nots : kNone;
  if (std::any_of(nots.begin(), nots.end(), [&](const std::u32string& negation) {
        return key.find(negation) != std::u32string_view::npos;
      })) {
    return true;
  }
  const auto is_not = [&](std::u32string_view phrase) {
    const Part* part = words_.FindPart(phrase);
    return part != nullptr && part->kind == PartKind::kNot;
  };
  std::u32string_view before;  // two words may negate together: Samoan "e le"
  while (!key.empty()) {
    const char32_t* begin = before.empty() ? key.data() : before.data();
    const auto word = NextWord(key);
    const std::u32string_view pair(begin, static_cast<size_t>(word.data() + word.size() - begin));
    if (is_not(word) || (!before.empty() && is_not(pair)) || EndsNegative(word)) return true;
    before = word;
  }
  return false;
}

// Samoan "e le": each word alone is an article, both together are "not".
bool OptionMatcher::NegatedByArticles(std::u32string_view key) const {
  for (auto rest = key; !rest.empty();) {
    const auto first = NextWord(rest);
    auto behind = rest;
    const auto second = NextWord(behind);
    if (second.empty()) break;
    const std::u32string_view pair(
        first.data(), static_cast<size_t>(second.data() + second.size() - first.data()));
    const Part* part = words_.FindPart(pair);
    if (part != nullptr && part->kind == PartKind::kNot) return true;
  }
  return false;
}

bool OptionMatcher::EndsNegative(std::u32string_view word) const {
  for (const Lexicon* lexicon : {words_.local, words_.english}) {
    if (lexicon == nullptr) continue;
    for (const auto& suffix : lexicon->negative_suffixes) {
      if (word.size() > suffix.size() && word.ends_with(suffix)) return true;
    }
  }
  return false;
}

bool OptionMatcher::IsPiece(std::u32string_view piece) const {
  if ((words_.Whole(piece) & (kNoContent | kIsAround | kIsOf)) != 0 || shared_->names.Has(piece))
    return true;
  const Part* part = words_.FindPart(piece);
  if (part == nullptr) return false;
  return part->kind == PartKind::kNumber || part->kind == PartKind::kAnd ||
         part->kind == PartKind::kOr;
}

Pieces OptionMatcher::OptionPieces() {
  return {[this](std::u32string_view piece) { return IsPiece(piece); }, shared_->longest_piece,
          [this](std::u32string_view three) {
            return words_.MayBegin(three) || shared_->names.MayBegin(three);
          }};
}

std::vector<size_t> OptionMatcher::ExactButForArticles(std::u32string_view key) const {
  std::vector<size_t> out = Exact(WithoutArticles(key));
  if (!out.empty() || key.empty() || words_.local == nullptr ||
      words_.local->article_prefixes.empty())
    return out;
  const auto bare = WithoutArticlePrefixes(WithoutArticles(key));
  for (size_t i = 0; i < prepared().size(); ++i) {
    const auto& names = prepared()[i].names;
    if (std::any_of(names.begin(), names.end(), [&](const std::u32string& name) {
          return WithoutArticlePrefixes(name) == bare;
        })) {
      out.push_back(i);
    }
  }
  return out;
}

std::vector<size_t> OptionMatcher::ExactButForAround(std::u32string_view key,
                                                     std::u32string_view bare) const {
  if (bare.empty() || bare == key || NumberOf(bare) >= 0) return {};
  std::vector<size_t> out = Exact(bare);
  if (out.empty()) out = ExactButForEnding(bare);
  for (size_t i = 0; out.empty() && i < prepared().size(); ++i) {
    const auto& names = prepared()[i].bare_names;
    if (std::find(names.begin(), names.end(), bare) != names.end()) Unite(out, {i});
  }
  return out.empty() || IsNegated(key) ? std::vector<size_t>() : out;
}

// "patronda", "মালিকের কাছে": a label or synonym with the ending of a case, or a word that says
// "with".
std::vector<size_t> OptionMatcher::ExactButForEnding(std::u32string_view key) const {
  if (words_.local == nullptr || words_.local->label_suffixes.empty()) return {};
  const std::u32string& bare = WithoutArticles(key);
  for (const auto& suffix : words_.local->label_suffixes) {
    if (bare.size() < suffix.size() + 2 || !bare.ends_with(suffix)) continue;
    auto stem = std::u32string_view(bare).substr(0, bare.size() - suffix.size());
    if (stem.ends_with(U' ')) stem.remove_suffix(1);
    auto found = Exact(stem);
    // Tamil and Sinhala: the vowel of the ending stands in place of the sign for none.
    const char32_t virama = stem.back() >= 0x0D80 && stem.back() <= 0x0DFF ? 0x0DCA : 0x0BCD;
    const bool indian = stem.back() >= 0x0B80 && stem.back() <= 0x0DFF;
    if (found.empty() && indian) found = Exact(std::u32string(stem) + virama);
    if (!found.empty()) return IsNegated(key) ? std::vector<size_t>() : found;
  }
  return {};
}

bool OptionMatcher::Contradict(const std::vector<size_t>& chosen) const {
  return chosen.size() > 1 && std::any_of(chosen.begin(), chosen.end(),
                                          [&](size_t index) { return prepared()[index].alone; });
}

std::vector<size_t> OptionMatcher::Exact(std::u32string_view key) const {
  const auto* found = shared_->names.Find(key);
  return found == nullptr ? std::vector<size_t>() : *found;
}

// "yeah" for an option called "Yes"; for one that only begins with that word where another begins
// with the opposite.
std::vector<size_t> OptionMatcher::ByYesNo(const Folded& text) const {
  std::vector<size_t> out;
  if (std::all_of(prepared().begin(), prepared().end(),
                  [](const Option& option) { return option.plain == 0; }))
    return out;
  const YesNo answer = ReadYesNo(text, words_);
  if (answer != YesNo::kYes && answer != YesNo::kNo) return out;
  const uint32_t wanted = answer == YesNo::kYes ? kIsPlainYes : kIsPlainNo;
  const bool opposed = std::any_of(prepared().begin(), prepared().end(), [&](const Option& option) {
    return option.plain != 0 && (option.plain & wanted) == 0;
  });
  for (size_t i = 0; i < prepared().size(); ++i) {
    const Option& option = prepared()[i];
    if ((option.plain & wanted) != 0 && (opposed || option.wholly_plain || option.none))
      out.push_back(i);
  }
  return out;
}

std::vector<size_t> OptionMatcher::Strong(const Folded& text) const {
  return strong_.Of(text, [&] { return FindStrong(text); });
}

std::vector<size_t> OptionMatcher::FindStrong(const Folded& text) const {
  if (text.tokens.empty() || text.Has(U'?') || text.Has(0x061F)) return {};
  std::vector<size_t> out = Exact(text.key);
  if (out.empty()) {
    if (auto within = ByLimits(text)) return *std::move(within);
  }
  Unite(out, ByNumber(text));
  if (out.empty()) out = ByDigitsOfLabel(text);
  if (out.empty()) out = ByYesNo(text);
  if (out.empty()) out = ByLetter(text);
  if (out.empty()) out = ByNumberAndLabel(text);
  if (out.empty()) out = ExactButForArticles(text.key);
  if (out.empty()) out = ExactButForEnding(text.key);
  if (out.empty()) out = ExactButForSpaces(text.key);
  if (out.empty()) out = ByAmount(text);
  return out;
}

// "mpesa" for "M-Pesa", "ቴሌ ብር" for "ቴሌብር".
std::vector<size_t> OptionMatcher::ExactButForSpaces(std::u32string_view key) const {
  std::vector<size_t> out;
  for (size_t i = 0; i < prepared().size(); ++i) {
    const auto& names = prepared()[i].names;
    if (std::any_of(names.begin(), names.end(),
                    [&](const std::u32string& name) { return SameButForSpaces(key, name); }))
      out.push_back(i);
  }
  return out;
}

std::vector<size_t> OptionMatcher::CalledNone(const Folded& text) const {
  std::vector<size_t> out;
  if (text.Has(U'?') || text.Has(0x061F)) return out;
  // One word ("none", "ninguno") may also mean that no option fits.
  const bool one_word =
      text.key.find(U' ') == std::u32string::npos && !WritesWithoutSpaces(text.key);
  const uint32_t mask = words_.Whole(text.key) | words_.Whole(WithoutArticles(text.key));
  if (one_word || (mask & kIsNone) == 0) return out;
  for (size_t i = 0; i < prepared().size(); ++i) {
    if (prepared()[i].none) out.push_back(i);
  }
  return out;
}

// "Nothing" for "None of these", in whatever words; only where several may be chosen: elsewhere it
// may mean that no option fits.
std::vector<size_t> OptionMatcher::ByNone(std::u32string_view key) const {
  if (((words_.Whole(key) | words_.Whole(WithoutArticles(key))) & kIsNone) == 0) return {};
  std::vector<size_t> out;
  for (size_t i = 0; i < prepared().size(); ++i) {
    if (prepared()[i].alone) out.push_back(i);
  }
  return out;
}

}  // namespace locales

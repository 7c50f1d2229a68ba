// SPDX-License-Identifier: Apache-2.0
#include "locales/option_set.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "locales/amount.h"
#include "locales/bare_reply.h"
#include "locales/fold.h"
#include "locales/negation.h"
#include "locales/option_words.h"

namespace locales {
namespace {

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

// "None of these", "No", "Nothing was taken"; not "No gloves".
bool NamesNone(std::u32string_view name, const Words& words) {
  constexpr size_t kLongest = 3;  // in words
  if ((words.Whole(name) & (kIsNone | kIsNo)) != 0) return true;
  size_t end = 0;
  for (size_t word = 0; word < kLongest; ++word) {
    end = name.find(U' ', end + 1);
    if (end == std::u32string_view::npos) return false;
    const uint32_t mask = words.Whole(name.substr(0, end));
    if ((mask & kIsNone) != 0 && (mask & kIsNo) == 0) return true;
  }
  return false;
}

OptionSet::Option Prepare(const AnswerOption& option, const Words& words) {
  OptionSet::Option out;
  out.label = FoldLabel(option.label);
  out.names.push_back(out.label);
  for (const auto& synonym : option.synonyms) out.names.push_back(FoldLabel(synonym));
  std::u32string_view rest = out.label;
  const auto first = NextWord(rest);
  out.leading_number = NumberOf(first);
  out.plain = (words.Whole(out.label) | words.Whole(first)) & (kIsPlainYes | kIsPlainNo);
  out.wholly_plain = out.plain != 0 && IsWhollyPlain(option.label, rest.empty());
  out.none = std::any_of(out.names.begin(), out.names.end(), [&](const std::u32string& name) {
    return (words.Whole(name) & kIsNone) != 0;
  });
  out.alone = option.value == "none" ||
              std::any_of(out.names.begin(), out.names.end(),
                          [&](const std::u32string& name) { return NamesNone(name, words); });
  std::erase_if(out.names, [](const std::u32string& name) { return name.empty(); });
  return out;
}

void AddNames(OptionSet& set) {
  for (size_t i = 0; i < set.options.size(); ++i) {
    const auto& label = set.options[i].label;
    if (!label.empty()) set.names.Add(label, {}).first->push_back(i);
  }
  for (size_t i = 0; i < set.options.size(); ++i) {
    for (const auto& name : set.options[i].names) {
      const auto [options, added] = set.names.Add(name, {});
      if (added || !set.IsLabel(name)) Unite(*options, {i});
    }
  }
}

void AddBareNames(OptionSet& set, const Words& words) {
  BareReply bare(set, words);
  for (auto& option : set.options) {
    for (const auto& name : option.names)
      option.bare_names.push_back(bare.NameWithoutArticles(name));
  }
}

void AddSounds(OptionSet& set, const Words& words) {
  for (size_t i = 0; i < set.options.size(); ++i) {
    for (const auto& name : set.options[i].names) {
      const bool negated = SaysNot(name, words);
      const auto add = [&](std::u32string_view spoken, bool whole) {
        Sound sound = SoundOf(spoken);
        if (!sound.text.empty()) set.sounds.push_back({std::move(sound), i, whole, negated});
      };
      add(name, true);
      if (name.find(U' ') == std::u32string::npos) continue;
      for (std::u32string_view rest = name; !rest.empty();) add(NextWord(rest), false);
    }
  }
}

void AddAmount(const std::string& name, const Words& words, OptionSet::Option& option) {
  const Folded text = Fold(name);
  auto read = ReadAmount(text, words);
  auto amount = read ? read->Text() : std::u32string();
  // "Ngân hàng" (bank) begins with a thousand: only digits or a bound make a label an amount.
  const bool digits = std::any_of(text.tokens.begin(), text.tokens.end(), [](const Token& each) {
    return each.kind == Token::Kind::kDigits;
  });
  const bool bound = amount.find_first_of(U"<>-") != std::u32string::npos;
  if (!amount.empty() && (digits || bound)) option.amounts.push_back(std::move(amount));
}

void AddAmounts(const std::vector<AnswerOption>& options, const Words& words, OptionSet& set) {
  for (size_t i = 0; i < options.size(); ++i) {
    AddAmount(options[i].label, words, set.options[i]);
    for (const auto& synonym : options[i].synonyms) AddAmount(synonym, words, set.options[i]);
    set.has_amounts = set.has_amounts || !set.options[i].amounts.empty();
  }
}

std::shared_ptr<const OptionSet> Make(const std::vector<AnswerOption>& options,
                                      const Words& words) {
  auto set = std::make_shared<OptionSet>();
  if (words.local != nullptr) set->longest_piece = words.local->longest_joined;
  for (const auto& option : options) {
    set->options.push_back(Prepare(option, words));
    for (const auto& name : set->options.back().names) {
      set->longest_piece = std::max(set->longest_piece, name.size());
      for (std::u32string_view rest = name; !rest.empty();) set->words.emplace(NextWord(rest));
    }
  }
  AddNames(*set);
  AddBareNames(*set, words);
  AddSounds(*set, words);
  AddAmounts(options, words, *set);
  return set;
}

template <class Is>
bool AnyName(const OptionSet& set, const Is& is) {
  return std::any_of(set.options.begin(), set.options.end(), [&](const OptionSet::Option& option) {
    return std::any_of(option.names.begin(), option.names.end(), is);
  });
}

}  // namespace

std::shared_ptr<const OptionSet> OptionSet::Of(const std::vector<AnswerOption>& options,
                                               const Words& words) {
  constexpr size_t kMostLists = 256;
  thread_local std::unordered_map<std::string, std::shared_ptr<const OptionSet>> known;
  std::string key = KeyOf(options, words.local);
  const auto found = known.find(key);
  if (found != known.end()) return found->second;
  if (known.size() >= kMostLists) known.clear();
  return known.emplace(std::move(key), Make(options, words)).first->second;
}

std::vector<size_t> OptionSet::Exact(std::u32string_view key) const {
  const auto* found = names.Find(key);
  return found == nullptr ? std::vector<size_t>() : *found;
}

bool OptionSet::IsLabel(std::u32string_view phrase) const {
  return std::any_of(options.begin(), options.end(),
                     [&](const Option& option) { return option.label == phrase; });
}

bool OptionSet::BeginsName(std::u32string_view word) const {
  return AnyName(*this, [&](std::u32string_view name) { return NextWord(name) == word; });
}

bool OptionSet::EndsName(std::u32string_view word) const {
  return AnyName(*this, [&](std::u32string_view name) {
    return name.ends_with(word) &&
           (name.size() == word.size() || name[name.size() - word.size() - 1] == U' ');
  });
}

size_t OptionSet::NameBeginning(std::u32string_view key) const {
  size_t found = 0;
  for (const Option& option : options) {
    for (const auto& name : option.names) {
      const bool begins =
          key.starts_with(name) && (key.size() == name.size() || key[name.size()] == U' ');
      if (begins) found = std::max(found, name.size());
    }
  }
  return found;
}

}  // namespace locales

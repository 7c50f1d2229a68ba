// SPDX-License-Identifier: Apache-2.0
#include "locales/yes_no.h"

#include <algorithm>

#include "locales/joined_words.h"

namespace locales {
namespace {

// The same in every language.
YesNo EmojiAnswer(char32_t emoji) {
  switch (emoji) {
    case 0x1F44D:
    case 0x1F44C:
    case 0x2705:
    case 0x2714:
    case 0x1F197:
      return YesNo::kYes;
    case 0x1F44E:
    case 0x274C:
    case 0x2716:
    case 0x1F645:
    case 0x1F6AB:
      return YesNo::kNo;
    default:
      return YesNo::kNeither;
  }
}

YesNo FromMask(uint32_t mask) {
  if ((mask & kIsYes) != 0) return YesNo::kYes;
  return (mask & kIsNo) != 0 ? YesNo::kNo : YesNo::kNeither;
}

// Rolled eyes, a raised eyebrow, a smirk, a thinking face, a shrug, an upside-down face: whatever
// the words say, they may mean the opposite.
bool IsDoubt(char32_t emoji) {
  constexpr char32_t kDoubts[] = {0x1F644, 0x1F928, 0x1F60F, 0x1F914, 0x1F937, 0x1F643, 0x1F612};
  return std::find(std::begin(kDoubts), std::end(kDoubts), emoji) != std::end(kDoubts);
}

// "yes +-", "~yes", "50% yes".
bool IsDoubtSymbol(char32_t c) {
  return c == U'+' || c == U'~' || c == U'%' || c == 0xB1 || c == 0x2248;
}

// "100%" beside an answer only says it louder.
bool IsWhole(const Folded& text, size_t i) {
  return text.tokens[i].kind == Token::Kind::kDigits && text.Text(text.tokens[i]) == U"100" &&
         i + 1 < text.tokens.size() && text.tokens[i + 1].symbol == U'%';
}

struct Tally {
  bool yes = false;
  bool no = false;
  bool courteous_yes = false;  // "ค่ะ", "जी": a yes, or only polite beside another answer
  bool unknown = false;
  std::u32string_view last_no;  // the last one, which ended at token `no_end`
  size_t no_end = 0;
  bool no_is_plain = false;

  // "bukan tidak", "không phải không": another no right behind one takes it back; "no never" does
  // not.
  void FollowNo(std::u32string_view phrase, size_t begin, size_t end, bool plain) {
    unknown = unknown || (!last_no.empty() && no_end == begin && last_no != phrase && !no_is_plain);
    last_no = phrase;
    no_end = end;
    no_is_plain = plain;
  }
  void AddEmoji(char32_t emoji) {
    Add(EmojiAnswer(emoji));
    unknown = unknown || IsDoubt(emoji);
  }
  void Add(YesNo answer) {
    yes = yes || answer == YesNo::kYes;
    no = no || answer == YesNo::kNo;
  }
  [[nodiscard]] bool any() const { return yes || no || courteous_yes; }
  [[nodiscard]] YesNo Result() const {
    if (yes && no) return YesNo::kBoth;
    if (unknown || !any()) return YesNo::kNeither;
    return no ? YesNo::kNo : YesNo::kYes;
  }
};

constexpr size_t kLongestPhrase = 5;  // in words; longer phrases match only as the whole message

// Takes the longest phrase that begins at token *i; words that say nothing are skipped.
void TakePhrase(const Folded& text, const Words& words, size_t* i, Tally* tally) {
  size_t run = *i;
  while (run + 1 < text.tokens.size() && text.tokens[run + 1].kind == Token::Kind::kWord) ++run;
  for (size_t last = std::min(run, *i + kLongestPhrase - 1);; --last) {
    const auto phrase = text.Span(*i, last);
    const uint32_t mask = words.Whole(phrase);
    const YesNo answer = FromMask(mask);
    const bool says_nothing = (mask & kIsPolite) != 0;
    // "and" in "yes and no"; fillers only behind a yes ("yes I do"): "no I do" would be a
    // contradiction.
    const Part* part = words.FindPart(phrase);
    const bool joins =
        part != nullptr && (part->kind == PartKind::kAnd || part->kind == PartKind::kOr);
    const bool filler = (mask & kIsFiller) != 0 && (tally->yes || tally->courteous_yes);
    if (answer != YesNo::kNeither || says_nothing || joins || filler) {
      if (answer == YesNo::kNo) tally->FollowNo(phrase, *i, last + 1, (mask & kIsPlainNo) != 0);
      if (answer == YesNo::kYes && says_nothing) {
        tally->courteous_yes = true;
      } else {
        tally->Add(answer);
      }
      tally->unknown =
          tally->unknown || (joins && part->kind == PartKind::kOr && answer == YesNo::kNeither);
      *i = last + 1;
      return;
    }
    // "maybe" begins with a yes in Vietnamese: the longest known phrase counts.
    const bool plain =
        part != nullptr && (part->kind == PartKind::kFiller || part->kind == PartKind::kUnit ||
                            part->kind == PartKind::kEvery);
    if (part != nullptr && !plain) {
      tally->unknown = true;
      *i = last + 1;
      return;
    }
    if (last == *i) break;
  }
  tally->unknown = true;
  ++*i;
}

// "不是没有": two different noes written together take each other back.
bool DeniesNo(const Folded& cut, const Words& words, size_t i) {
  const Token& token = cut.tokens[i];
  if (i == 0 || !token.glued || cut.tokens[i - 1].kind != Token::Kind::kWord) return false;
  const auto before = cut.Text(cut.tokens[i - 1]);
  const auto here = cut.Text(token);
  return before != here && FromMask(words.Whole(before)) == YesNo::kNo &&
         FromMask(words.Whole(here)) == YesNo::kNo;
}

}  // namespace

Folded CutPhrases(const Folded& text, const Words& words) {
  const auto known = [&](std::u32string_view piece) {
    constexpr uint32_t kSays = kIsYes | kIsNo | kIsPolite | kIsFiller | kIsRefused | kIsDontKnow;
    if ((words.Whole(piece) & kSays) != 0) return true;
    const Part* part = words.FindPart(piece);
    return part != nullptr && (part->kind == PartKind::kAnd || part->kind == PartKind::kOr ||
                               part->kind == PartKind::kNot);
  };
  return CutWords(text, PiecesOf(words, known));
}

YesNo ReadYesNo(const Folded& text, const Words& words) {
  Tally tally;
  const YesNo whole = FromMask(words.Whole(text.key));
  if (whole != YesNo::kNeither) {
    tally.Add(whole);
    for (const Token& token : text.tokens) {
      if (token.kind == Token::Kind::kEmoji) tally.AddEmoji(token.symbol);
      tally.unknown =
          tally.unknown || (token.kind == Token::Kind::kSymbol && IsDoubtSymbol(token.symbol));
    }
    return tally.Result();
  }
  const Folded cut = CutPhrases(text, words);
  for (size_t i = 0; i < cut.tokens.size();) {
    const Token& token = cut.tokens[i];
    if (token.kind == Token::Kind::kWord) {
      tally.unknown = tally.unknown || DeniesNo(cut, words, i);
      TakePhrase(cut, words, &i, &tally);
      continue;
    }
    if (IsWhole(cut, i)) {
      i += 2;
      continue;
    }
    if (token.kind == Token::Kind::kEmoji) tally.AddEmoji(token.symbol);
    const bool doubt = token.kind == Token::Kind::kSymbol && IsDoubtSymbol(token.symbol);
    tally.unknown = tally.unknown || doubt || token.kind == Token::Kind::kDigits;
    ++i;
  }
  return tally.Result();
}

std::u32string WithoutCourtesies(const Folded& cut, const Words& words, uint32_t classes) {
  std::vector<std::u32string_view> pieces;
  for (const Token& token : cut.tokens) {
    if (token.kind == Token::Kind::kWord || token.kind == Token::Kind::kDigits)
      pieces.push_back(cut.Text(token));
  }
  if (pieces.size() < 2) return {};
  const auto says_nothing = [&](size_t i) { return (words.Whole(pieces[i]) & classes) != 0; };
  // Samoan "te le": two words that say nothing each, and "not" together.
  const auto negates = [&](size_t i) {
    if (i + 1 >= pieces.size()) return false;
    const Part* part =
        words.FindPart(std::u32string(pieces[i]) + U' ' + std::u32string(pieces[i + 1]));
    return part != nullptr && part->kind == PartKind::kNot;
  };
  size_t first = 0;
  size_t last = pieces.size();
  while (first < last && says_nothing(first) && !negates(first)) ++first;
  while (last > first && says_nothing(last - 1) && (last < 2 || !negates(last - 2))) --last;
  if (first == 0 && last == pieces.size()) return {};
  std::u32string out;
  for (size_t i = first; i < last; ++i) {
    if (!out.empty() && !(IsDense(out.back()) && IsDense(pieces[i][0]))) out += U' ';
    out += pieces[i];
  }
  return out;
}

}  // namespace locales

// SPDX-License-Identifier: Apache-2.0
#include "locales/lexicon.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "core/utf8.h"
#include "locales/canonical.h"
#include "locales/fold.h"
#include "locales/lexicon_rows.h"

namespace locales {
namespace {

size_t WordCount(std::u32string_view key) {
  return 1 + static_cast<size_t>(std::count(key.begin(), key.end(), U' '));
}

int32_t ScriptOf(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const auto c = static_cast<UChar32>(core::NextCodePoint(text, at));
    UErrorCode status = U_ZERO_ERROR;
    if (u_isalpha(c) != 0) return uscript_getScript(c, &status);
  }
  return USCRIPT_COMMON;
}

class Reader {
 public:
  Reader(Lexicon& out, core::ObjectReader& file) : out_(out), file_(file) {}

  void Numbers() {
    for (const auto& name : file_.Strings("number_grammar")) {
      const auto* row = std::find_if(std::begin(kGrammarRows), std::end(kGrammarRows),
                                     [&](const Row<uint8_t>& each) { return each.name == name; });
      if (row == std::end(kGrammarRows)) {
        file_.Report("number_grammar", "has the unknown entry \"" + name + "\"");
      } else {
        out_.grammar |= row->meaning;
      }
    }
    file_.Members(
        "numbers", [&](const std::string& name, core::JsonValue value, const std::string& path) {
          if (value.kind() != core::JsonKind::kInteger && value.kind() != core::JsonKind::kNumber) {
            return file_.Report("numbers", path + " must be a number");
          }
          AddPart(name, {PartKind::kNumber, value.Number()});
        });
    for (const auto& row : kBeforeRows) {
      for (const auto& word : file_.Strings(row.name))
        AddPart(word, {PartKind::kHalfBefore, row.meaning});
    }
    for (const auto& word : file_.Strings("half_after")) AddHalfAfter(word);
    file_.Members("ordinals",
                  [&](const std::string& name, core::JsonValue value, const std::string& path) {
                    if (value.kind() != core::JsonKind::kInteger)
                      return file_.Report("ordinals", path + " must be a whole number");
                    out_.ordinals.Add(FoldKey(name), static_cast<int>(value.Integer()));
                  });
    if (file_.Has("laughs_with")) out_.laughs_with = FoldKey(file_.String("laughs_with"));
    for (const auto& suffix : file_.Strings("number_suffixes")) {
      out_.number_suffixes.push_back(FoldKey(suffix));
      const auto& key = out_.number_suffixes.back();
      if (!key.empty()) out_.suffix_ends |= uint64_t{1} << (key.back() % 64);
    }
    size_t longest_suffix = 0;
    for (const auto& suffix : out_.number_suffixes)
      longest_suffix = std::max(longest_suffix, suffix.size());
    out_.longest_joined += longest_suffix;
    for (const auto& prefix : file_.Strings("and_prefixes"))
      out_.and_prefixes.push_back(FoldKey(prefix));
    for (const auto& suffix : file_.Strings("and_suffixes")) {
      out_.and_suffixes.push_back(FoldKey(suffix));
      AddPart(suffix, {PartKind::kAnd, 0});
    }
    for (const auto& prefix : file_.Strings("article_prefixes"))
      out_.article_prefixes.push_back(FoldKey(prefix));
    for (const auto& suffix : file_.Strings("label_suffixes"))
      out_.label_suffixes.push_back(FoldKey(suffix));
    for (const auto& suffix : file_.Strings("of_suffixes"))
      out_.of_suffixes.push_back(FoldKey(suffix));
    for (const auto& prefix : file_.Strings("of_prefixes"))
      out_.of_prefixes.push_back(FoldKey(prefix));
    out_.head_last = Flag("head_last");
    out_.bare_of = Flag("bare_of");
    for (const auto& suffix : file_.Strings("negative_suffixes"))
      out_.negative_suffixes.push_back(FoldKey(suffix));
    file_.Members("respelled",
                  [&](const std::string& name, core::JsonValue value, const std::string& path) {
                    if (value.kind() != core::JsonKind::kString)
                      return file_.Report("respelled", path + " must be a word");
                    out_.respelled.emplace(Lower(name), value.String());
                  });
    int index = 0;
    for (const auto& letter : file_.Strings("letters")) out_.letters.Add(FoldKey(letter), ++index);
  }

  void WordLists() {
    core::ObjectReader words = file_.Object("words");
    for (const auto& row : kWholeRows) {
      const auto list = words.Strings(row.name);
      for (const auto& word : list) AddWhole(words, row.name, word, row.meaning);
      if (list.empty()) {
        words.Report(row.name, "must list at least one word");
      } else if (row.meaning == kIsYes || row.meaning == kIsNo) {
        AddWhole(words, row.name, list[0], row.meaning == kIsYes ? kIsPlainYes : kIsPlainNo);
      }
    }
    for (const auto& word : words.Strings("of")) AddWhole(words, "of", word, kIsOf);
    for (const auto& word : words.Strings("around")) AddWhole(words, "around", word, kIsAround);
    for (const auto& word : words.Strings("kin")) AddWhole(words, "kin", word, kIsKin);
    for (const auto& word : words.Strings("they")) out_.they.push_back(FoldKey(word));
    for (const auto& word : words.Strings("self")) out_.self.push_back(FoldKey(word));
    for (const auto& word : words.Strings("stop_accented"))
      out_.accented_stops.push_back(Lower(word));
    for (const auto& word : words.Strings("more")) AddPart(word, {PartKind::kBound, 1});
    for (const auto& word : words.Strings("less")) AddPart(word, {PartKind::kBound, -1});
    for (const auto& row : kPartRows) {
      for (const auto& word : words.Strings(row.name)) {
        AddPart(word, {row.meaning, 0});
        if (row.meaning == PartKind::kFiller) AddWhole(words, row.name, word, kIsFiller);
      }
    }
    words.Finish();
    FindCounted(out_);
  }

  void Dates() {
    Names("months", 12, DatePart::Kind::kMonth);
    Names("weekdays", 7, DatePart::Kind::kWeekday);
    for (const auto& row : kCalendarRows) {
      if (file_.Has(row.name)) Names(row.name, row.months, DatePart::Kind::kMonth, row.calendar);
    }
    core::ObjectReader dates = file_.Object("dates");
    for (const auto& row : kDateRows) {
      for (const auto& word : dates.Strings(row.name))
        AddDate(word, {DatePart::Kind::kWord, 0, row.meaning});
    }
    dates.Members(
        "days_ago", [&](const std::string& name, core::JsonValue value, const std::string& path) {
          if (value.kind() != core::JsonKind::kInteger)
            return dates.Report("days_ago", path + " must be a number of days");
          AddDate(name,
                  {DatePart::Kind::kDaysAgo, static_cast<int>(value.Integer()), DateWord::kFiller});
        });
    dates.Finish();
    if (!file_.Has("times")) return;
    core::ObjectReader times = file_.Object("times");
    for (const auto& row : kTimeRows) {
      for (const auto& word : times.Strings(row.name)) out_.times.Add(Key(word), row.meaning);
    }
    times.Finish();
    out_.hour_before_is_clock = Flag("hour_before_is_clock");
    out_.times_from_six = Flag("times_from_six");
  }

 private:
  bool Flag(std::string_view name) {
    const auto value = file_.Value(name);
    return value && value->kind() == core::JsonKind::kBool && value->Bool();
  }

  void AddWhole(core::ObjectReader& words, std::string_view list, const std::string& word,
                uint32_t bit) {
    // An emoji has no key; it means the same in every language and is known to the code.
    std::u32string key = Key(word);
    if (key.empty()) return words.Report(list, "has an entry without letters; remove it");
    if ((bit & (kIsArticle | kIsPolite | kIsOptionWord)) != 0)
      out_.longest_joined = std::max(out_.longest_joined, key.size());
    *out_.whole.Add(std::move(key), 0).first |= bit;
  }

  std::u32string Key(const std::string& word) {
    std::u32string key = FoldKey(word);
    out_.longest_piece = std::max(out_.longest_piece, key.size());
    out_.words_with_digits =
        out_.words_with_digits || key.find_first_of(U"0123456789") != std::u32string::npos;
    return key;
  }

  void AddPart(const std::string& word, Part part) {
    std::u32string key = Key(word);
    part.grammar = out_.grammar;
    const bool joins =
        part.kind == PartKind::kNumber || part.kind == PartKind::kAnd || part.kind == PartKind::kOr;
    if (joins) out_.longest_joined = std::max(out_.longest_joined, key.size());
    out_.longest_part = std::max(out_.longest_part, WordCount(key));
    if (part.kind == PartKind::kNot && WritesWithoutSpaces(key)) AddDenseNot(key);
    const auto [at, added] = out_.parts.Add(std::move(key), part);
    if (!added && part.kind == PartKind::kUnit && at->kind == PartKind::kNumber)
      at->also_unit = true;
  }

  void AddDenseNot(const std::u32string& key) {
    const auto contains = [](const std::u32string& text, const std::u32string& part) {
      return text.find(part) != std::u32string::npos;
    };
    auto& nots = out_.dense_nots;
    if (std::any_of(nots.begin(), nots.end(), [&](const auto& one) { return contains(key, one); }))
      return;
    std::erase_if(nots, [&](const std::u32string& one) { return contains(one, key); });
    nots.push_back(key);
  }

  // "half" alone is a number too where "numbers" lists it.
  void AddHalfAfter(const std::string& word) {
    AddPart(word, {PartKind::kHalfAfter, 0});
    out_.parts.Add(Key(word), {}).first->kind = PartKind::kHalfAfter;
  }

  void AddDate(const std::string& word, DatePart part) {
    std::u32string key = Key(word);
    out_.longest_date = std::max(out_.longest_date, WordCount(key));
    const auto [at, added] = out_.dates.Add(std::move(key), part);
    if (!added && part.word == DateWord::kWeeks)
      at->also_week = at->kind == DatePart::Kind::kWeekday;
  }

  // An array of `count` arrays of names.
  void Names(std::string_view name, int count, DatePart::Kind kind,
             Calendar calendar = Calendar::kGregorian) {
    int index = 0;
    file_.Array(name, [&](core::JsonValue names, const std::string& path) {
      ++index;
      if (names.kind() != core::JsonKind::kArray)
        return file_.Report(name, path + " must be a list of names");
      for (size_t i = 0; i < names.size(); ++i) {
        if (names.At(i).kind() != core::JsonKind::kString)
          return file_.Report(name, path + " must be a list of names");
        DatePart part{kind, index, DateWord::kFiller};
        part.calendar = calendar;
        AddDate(names.At(i).String(), part);
      }
    });
    if (index != count)
      file_.Report(name, "must have " + std::to_string(count) + " lists of names");
  }

  Lexicon& out_;
  core::ObjectReader& file_;
};

}  // namespace

Lexicon ReadLexicon(std::string language, std::string_view own_name, core::ObjectReader& file) {
  Lexicon out;
  out.language = std::move(language);
  out.script = ScriptOf(own_name);
  Reader reader(out, file);
  reader.Numbers();
  reader.WordLists();
  reader.Dates();
  NoteSuffixed(out);
  return out;
}

}  // namespace locales

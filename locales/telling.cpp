// SPDX-License-Identifier: Apache-2.0
#include "locales/telling.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/utf8.h"
#include "locales/fold.h"

namespace locales {
namespace {

constexpr size_t kOfNames =
    4;  // characters of a name, or of a word, from which the rest is guessed
constexpr size_t kOfWords = 5;

struct Telling {
  std::string_view language;
  std::vector<std::string_view> words;  // beginnings of words
};

const std::vector<Telling>& Table() {
  static const std::vector<Telling> kTable = {
      {"am", {"ሚኒስቴር", "ቅሬታ", "አቤቱታ", "ሪፖርት", "ተቆጣጣሪ", "ባለሙያ", "አሰሪ", "አለቃ"}},
      {"ar", {"وزارة", "شكوى", "بلاغ", "مفتش", "موظف", "العمل", "صاحب العمل", "تقرير"}},
      {"bn", {"মন্ত্রণালয়", "অভিযোগ", "পরিদর্শক", "কর্মকর্তা", "শ্রম", "মালিক", "রিপোর্ট"}},
      {"ceb",
       {"departamento", "ministeryo", "reklamo", "sumbong", "inspektor", "opisyal", "labor",
        "agalon"}},
      {"en",
       {"ministry", "complaint", "report", "inspector", "officer", "labour", "boss", "abuse",
        "employer"}},
      {"es",
       {"ministerio", "queja", "denuncia", "inspector", "funcionari", "laboral", "jefe", "patron",
        "empleador", "inspecc"}},
      {"fil",
       {"kagawaran", "ministri", "reklamo", "sumbong", "inspektor", "opisyal", "paggawa", "labor",
        "amo"}},
      {"fr",
       {"minist", "plainte", "inspect", "agent", "signalement", "patron", "employeur", "chef"}},
      {"hi", {"मंत्रालय", "शिकायत", "रिपोर्ट", "निरीक्षक", "अधिकारी", "श्रम", "मालिक"}},
      {"id",
       {"kementerian", "keluhan", "pengaduan", "laporan", "lapor", "pengawas", "petugas",
        "disnaker", "majikan", "atasan"}},
      {"km", {"ក្រសួង", "បណ្តឹង", "ពាក្យបណ្តឹង", "របាយការណ៍", "អធិការ", "មន្ត្រី", "ថៅកែ", "និយោជក"}},
      {"my",
       {"ဝန်ကြီးဌာန", "တိုင်ကြား", "တိုင်စာ", "အစီရင်ခံ", "စစ်ဆေးရေး", "အရာရှိ", "အလုပ်သမား", "အလုပ်ရှင်", "သူဌေး"}},
      {"ne",
       {"मन्त्रालय", "उजुरी", "गुनासो", "रिपोर्ट", "निरीक्षक", "अधिकृत", "अधिकारी", "श्रम", "मालिक",
        "साहु"}},
      {"pt",
       {"ministério", "denúncia", "queixa", "fiscal", "inspe", "funcionári", "trabalhista",
        "patrão", "chefe"}},
      {"rar", {"minita", "tipatimani", "opita", "putuputu"}},
      {"si",
       {"අමාත්‍යාංශ", "පැමිණිල්ල", "වාර්තා", "පරීක්ෂක", "නිලධාරි", "කම්කරු", "හාම්පුතා",
        "ස්වාමියා"}},
      {"sm", {"matagaluega", "faitioga", "asiasi", "ofisa", "fa'asea"}},
      {"sw",
       {"wizara", "malalamiko", "ripoti", "mkaguzi", "ukaguzi", "afisa", "maafisa", "bosi",
        "mwajiri"}},
      {"ta", {"அமைச்ச", "புகார்", "முறைப்பாடு", "அறிக்கை", "ஆய்வாளர்", "அதிகாரி", "தொழிலாளர்", "முதலாளி"}},
      {"th", {"กระทรวง", "ร้องเรียน", "รายงาน", "ผู้ตรวจ", "เจ้าหน้าที่", "แรงงาน", "นายจ้าง", "หัวหน้า"}},
      {"tr",
       {"bakanlık", "şikayet", "şikâyet", "ihbar", "rapor", "müfettiş", "denet", "memur", "görevli",
        "patron", "işveren"}},
      {"ur", {"وزارت", "شکایت", "رپورٹ", "انسپکٹر", "افسر", "محنت", "مالک"}},
      {"vi",
       {"bộ lao động", "khiếu nại", "tố cáo", "báo cáo", "thanh tra", "cán bộ", "lao động", "sếp"}},
      {"zh", {"部门", "投诉", "举报", "检查员", "监察", "官员", "劳动", "老板", "雇主", "报告"}},
  };
  return kTable;
}

std::string_view Beginning(std::string_view text, size_t code_points) {
  size_t at = 0;
  for (size_t n = 0; n < code_points && at < text.size(); ++n)
    static_cast<void>(core::NextCodePoint(text, at));
  return text.substr(0, at);
}

const std::map<std::string_view, std::vector<std::u32string>>& FoldedTable() {
  static const auto folded = [] {
    std::map<std::string_view, std::vector<std::u32string>> all;
    for (const Telling& telling : Table()) {
      for (std::string_view word : telling.words) all[telling.language].push_back(FoldKey(word));
    }
    return all;
  }();
  return folded;
}

// Latin words are meant from their beginning ("report", "reported"; not the "amo" in "pamo"); other
// scripts write particles in front of a word, and set a Latin name among their letters without a
// space.
bool BeginsAt(std::u32string_view text, size_t at, char32_t first) {
  const auto latin = [](char32_t c) { return c < 0x250 && c != U' '; };
  return at == 0 || !latin(first) || !latin(text[at - 1]);
}

// Whole, or cut by the end of the lock screen behind `recognisable` characters.
bool Shows(std::u32string_view text, std::u32string_view word, size_t recognisable) {
  for (size_t at = text.find(word); at != std::u32string_view::npos; at = text.find(word, at + 1)) {
    if (BeginsAt(text, at, word.front())) return true;
  }
  for (size_t seen = recognisable; seen < word.size() && seen <= text.size(); ++seen) {
    if (text.ends_with(word.substr(0, seen)) && BeginsAt(text, text.size() - seen, word.front()))
      return true;
  }
  return false;
}

}  // namespace

std::span<const std::string_view> TellingWords(std::string_view language) {
  for (const Telling& telling : Table()) {
    if (telling.language == language) return telling.words;
  }
  return {};
}

bool TellsWhatItIsAbout(std::string_view language, std::string_view office, std::string_view text) {
  const std::u32string shown = FoldKey(Beginning(text, kLockScreenChars));
  const std::u32string name =
      FoldLabel(std::string(Beginning(office, kLockScreenChars)));  // the same for every message
  if (!name.empty() && Shows(shown, name, kOfNames)) return true;
  const auto words = FoldedTable().find(language.substr(0, language.find('-')));
  return words != FoldedTable().end() &&
         std::any_of(words->second.begin(), words->second.end(),
                     [&](const auto& word) { return Shows(shown, word, kOfWords); });
}

}  // namespace locales

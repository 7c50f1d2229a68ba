// SPDX-License-Identifier: Apache-2.0
#include "locales/joined_words.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace locales {
namespace {

constexpr size_t kMaxRun = 160;        // characters; longer runs stay whole, and so unknown
constexpr size_t kMaxNumberWord = 40;  // characters
constexpr size_t kMaxNumberPieces = 8;
constexpr size_t kMinNumberPiece = 2;

bool IsMark(char32_t c) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0; }

// A sign that binds the next consonant to the one before: coeng, Burmese virama, Lao and Thai none.
bool BindsNext(char32_t c) { return c == 0x17D2 || c == 0x1039; }

// Where the pieces of `run` end.
std::vector<size_t> FindEnds(std::u32string_view run, const Pieces& pieces) {
  constexpr size_t kUnknownCost = 1000;
  constexpr size_t kBeginning = 3;
  const size_t n = run.size();
  std::vector<size_t> cost(n + 1, std::numeric_limits<size_t>::max());
  std::vector<size_t> from(n + 1, 0);
  cost[0] = 0;
  std::vector<bool> may_cut(n + 1, true);
  for (size_t at = 1; at < n; ++at) may_cut[at] = MayCut(run, at);
  for (size_t begin = 0; begin < n; ++begin) {
    if (cost[begin] == std::numeric_limits<size_t>::max()) continue;
    const auto reach = [&](size_t end, size_t price) {
      if (cost[begin] + price >= cost[end]) return;
      cost[end] = cost[begin] + price;
      from[end] = begin;
    };
    size_t next = begin + 1;
    while (!may_cut[next]) ++next;
    const bool dead_end = begin + kBeginning <= n && pieces.may_begin &&
                          !pieces.may_begin(run.substr(begin, kBeginning));
    const size_t longest = dead_end ? kBeginning - 1 : pieces.longest;
    for (size_t end = next; end <= n && end - begin <= longest; ++end) {
      if (may_cut[end] && pieces.known(run.substr(begin, end - begin))) reach(end, 1);
    }
    reach(next, kUnknownCost * (next - begin));
  }
  std::vector<size_t> ends;
  for (size_t at = n; at > 0; at = from[at]) ends.push_back(at);
  std::reverse(ends.begin(), ends.end());
  return ends;
}

void AppendPieces(Folded& out, std::u32string_view run, bool glued, const Pieces& pieces,
                  const std::vector<size_t>& ends) {
  Token token;
  token.kind = Token::Kind::kWord;
  token.glued = glued;
  size_t begin = 0;
  bool open = false;  // an unknown piece that the next unknown one continues
  for (const size_t end : ends) {
    const auto piece = run.substr(begin, end - begin);
    const bool unknown = !pieces.known(piece);
    if (unknown && open) {
      out.key += piece;
      out.tokens.back().length += static_cast<uint32_t>(piece.size());
    } else {
      out.Append(token, piece);
    }
    token.glued = true;
    open = unknown;
    begin = end;
  }
}

bool Cut(std::u32string_view rest, const Words& words, std::vector<Part>& out) {
  if (rest.empty()) return out.back().kind != PartKind::kAnd;
  if (out.size() == kMaxNumberPieces) return false;
  for (size_t size = rest.size(); size > 0; --size) {
    const Part* part = words.FindPart(rest.substr(0, size));
    if (part == nullptr) continue;
    const bool number = part->kind == PartKind::kNumber || part->kind == PartKind::kHalfAfter;
    const bool joins = part->kind == PartKind::kAnd && !out.empty() && size < rest.size();
    const bool unit = part->kind == PartKind::kUnit && !out.empty() && size == rest.size();
    if (!joins && !((number || unit) && size >= kMinNumberPiece)) continue;
    out.push_back(*part);
    if (Cut(rest.substr(size), words, out)) return true;
    out.pop_back();
  }
  return false;
}

}  // namespace

bool MayCut(std::u32string_view text, size_t at) {
  return at == text.size() || (!IsMark(text[at]) && !BindsNext(text[at - 1]));
}

const std::vector<size_t>& Cutter::Ends(std::u32string_view run) {
  const auto known = ends_.find(run);
  if (known != ends_.end()) return known->second;
  auto ends = run.size() > kMaxRun ? std::vector<size_t>{run.size()} : FindEnds(run, pieces_);
  return ends_.emplace(run, std::move(ends)).first->second;
}

std::vector<std::u32string_view> Cutter::Key(std::u32string_view key) {
  std::vector<std::u32string_view> out;
  size_t begin = 0;
  for (const size_t end : Ends(key)) {
    out.push_back(key.substr(begin, end - begin));
    begin = end;
  }
  return out;
}

Folded Cutter::Text(const Folded& text) {
  const auto dense = [&](const Token& token) {
    return token.kind == Token::Kind::kWord && WritesWithoutSpaces(text.Text(token));
  };
  if (std::none_of(text.tokens.begin(), text.tokens.end(), dense)) return text;
  Folded out;
  for (const Token& token : text.tokens) {
    const auto run = text.Text(token);
    if (dense(token)) {
      AppendPieces(out, run, token.glued, pieces_, Ends(run));
    } else {
      out.Append(token, run);
    }
  }
  return out;
}

Folded CutWords(const Folded& text, const Pieces& pieces) { return Cutter(pieces).Text(text); }

Pieces PiecesOf(const Words& words, std::function<bool(std::u32string_view)> known) {
  return {std::move(known), words.local != nullptr ? words.local->longest_piece : 1,
          [&words](std::u32string_view three) { return words.MayBegin(three); }};
}

std::vector<Part> CutNumber(std::u32string_view word, const Words& words) {
  std::vector<Part> out;
  const bool possible = word.size() >= 2 * kMinNumberPiece && word.size() <= kMaxNumberWord;
  if (!possible || !Cut(word, words, out)) out.clear();
  return out;
}

}  // namespace locales

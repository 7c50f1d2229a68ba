// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "dialogs/session.h"

namespace dialogs {
namespace {

// NOTE: persistent. Older ones are still read, so that a conversation survives an update of the
// program. 1: without `site`; 2: without repeats, nothing pending; 3: without what the worker
// controls; 4: without `talk`; 5: without `removal`
constexpr uint8_t kFormat = 6;
constexpr uint8_t kFirstWithRounds = 3;
constexpr uint64_t kMaxRound = 64;
constexpr uint8_t kFirstWithControl = 4;
constexpr uint8_t kFirstWithTalk = 5;
constexpr uint8_t kFirstWithRemoval = 6;
constexpr Stage kLastStage = Stage::kClearOffer;
constexpr uint64_t kMaxListed = 10'000;  // longer lists than any survey makes: a damaged blob

void Put(core::ByteWriter& w, const Answer& a) {
  w.U8(static_cast<uint8_t>(a.kind));
  switch (a.kind) {
    case Answer::Kind::kNumber:
      w.Double(a.number);
      break;
    case Answer::Kind::kValues:
      w.Unsigned(a.values.size());
      for (uint16_t v : a.values) w.Unsigned(v);
      break;
    case Answer::Kind::kDay:
      w.Signed(a.day.number);
      break;
    case Answer::Kind::kWords:
      w.Raw(a.words.bytes);
      w.Unsigned(a.words_chars);
      w.String(a.text);
      break;
    case Answer::Kind::kText:
      w.String(a.text);
      break;
    default:
      break;
  }
}

void Put(core::ByteWriter& w, const std::vector<uint16_t>& list) {
  w.Unsigned(list.size());
  for (uint16_t v : list) w.Unsigned(v);
}

void Put(core::ByteWriter& w, const std::vector<std::string>& list) {
  w.Unsigned(list.size());
  for (const std::string& s : list) w.String(s);
}

void Put(core::ByteWriter& w, const std::optional<core::Timestamp>& t) {
  w.U8(t ? 1 : 0);
  if (t) w.Signed(t->ms);
}

template <class T>
void PutIds(core::ByteWriter& w, const std::vector<T>& ids) {
  w.Unsigned(ids.size());
  for (const T& id : ids) w.Raw(id.bytes);
}

void PutControl(core::ByteWriter& w, const Session& s) {
  w.U8(static_cast<uint8_t>(s.under));
  w.U8(s.secret_offered ? 1 : 0);
  w.U8(s.secret ? 1 : 0);
  if (s.secret) w.Raw(*s.secret);
  w.U8(s.thread ? 1 : 0);
  if (s.thread) w.Raw(s.thread->bytes);
  PutIds(w, s.left.words);
  PutIds(w, s.left.threads);
  w.U8(0);  // not used any more
}

void PutTalk(core::ByteWriter& w, const Talk& talk) {
  w.Unsigned(talk.notes.size());
  for (const OfficerNote& note : talk.notes) {
    w.Raw(note.entry.bytes);
    w.Raw(note.thread.bytes);
    w.Raw(note.ticket.bytes);
    w.String(note.phrase);
    w.String(note.words);
  }
  w.Signed(talk.shown_at.ms);
  w.U8(talk.heard ? 1 : 0);
  w.U8(talk.kept ? 1 : 0);
  w.U8(talk.closing);
  w.U8(static_cast<uint8_t>(talk.status_under));
  w.U8(talk.code_ticket ? 1 : 0);
  if (talk.code_ticket) w.Raw(talk.code_ticket->bytes);
  w.U8(talk.lock ? 1 : 0);
  if (talk.lock) w.Raw(talk.lock->secret);
  if (talk.lock) w.Raw(talk.lock->seed);
  w.U8(talk.wrong_codes);
  w.Signed(talk.wrong_since.ms);
}

void PutRemoval(core::ByteWriter& w, const Removal& removal) {
  w.U8(removal.record ? 1 : 0);
  if (removal.record) w.Raw(removal.record->bytes);
  w.U8(removal.what);
  w.U8(removal.asked);
}

class Reader {
 public:
  explicit Reader(core::ByteSpan bytes) : r_(bytes) {}

  core::ByteReader& raw() { return r_; }
  [[nodiscard]] bool ok() const { return ok_ && r_.ok(); }

  template <class T>
  T Bounded(uint64_t max) {
    const uint64_t value = r_.Unsigned();
    if (value > max) ok_ = false;
    return ok_ ? static_cast<T>(value) : T{};
  }
  size_t Count() { return Bounded<size_t>(kMaxListed); }
  bool Flag() { return Bounded<uint8_t>(1) == 1; }
  std::vector<uint16_t> Indices() {
    std::vector<uint16_t> out;
    for (size_t n = Count(); n > 0 && ok(); --n) out.push_back(Bounded<uint16_t>(UINT16_MAX));
    return out;
  }
  std::vector<std::string> Strings() {
    std::vector<std::string> out;
    for (size_t n = Count(); n > 0 && ok(); --n) out.push_back(r_.String());
    return out;
  }
  std::optional<core::Timestamp> Time() {
    if (!Flag()) return std::nullopt;
    return core::Timestamp{r_.Signed()};
  }
  Answer OneAnswer(uint8_t format) {
    const bool old = format < kFirstWithRounds;
    Answer a;
    a.kind = static_cast<Answer::Kind>(
        Bounded<uint8_t>(static_cast<uint8_t>(old ? Answer::Kind::kCode : Answer::Kind::kMedia)));
    switch (a.kind) {
      case Answer::Kind::kNumber:
        a.number = r_.Double();
        break;
      case Answer::Kind::kValues:
        a.values = Indices();
        break;
      case Answer::Kind::kDay: {
        const int64_t day = r_.Signed();
        ok_ = ok_ && day >= INT32_MIN && day <= INT32_MAX;
        if (ok_) a.day.number = static_cast<int32_t>(day);
        break;
      }
      case Answer::Kind::kWords:
        r_.Raw(a.words.bytes);
        a.words_chars = Bounded<uint32_t>(UINT32_MAX);
        if (!old) a.text = r_.String();
        break;
      case Answer::Kind::kText:
        a.text = r_.String();
        break;
      default:
        break;
    }
    return a;
  }
  void RoundsOf(Session& s) {
    s.rounds.counts = Indices();
    for (size_t n = Count(); n > 0 && ok(); --n) {
      Rounds::Block block;
      block.repeat = Bounded<uint16_t>(UINT16_MAX);
      block.round = Bounded<uint16_t>(kMaxRound);
      s.rounds.blocks.push_back(block);
    }
    s.pending = OneAnswer(kFormat);
  }
  template <class T>
  std::vector<T> Ids() {
    std::vector<T> out;
    for (size_t n = Count(); n > 0 && ok(); --n) r_.Raw(out.emplace_back().bytes);
    return out;
  }
  Stage OneStage() {
    const auto stage = Bounded<uint8_t>(static_cast<uint8_t>(kLastStage));
    if (stage < static_cast<uint8_t>(Stage::kLanguage)) ok_ = false;
    return static_cast<Stage>(stage);
  }
  void ControlOf(Session& s) {
    s.under = OneStage();
    s.secret_offered = Flag();
    if (Flag()) r_.Raw(s.secret.emplace());
    if (Flag()) r_.Raw(s.thread.emplace().bytes);
    s.left.words = Ids<core::RecordId>();
    s.left.threads = Ids<core::ThreadId>();
    static_cast<void>(Flag());
  }
  void TalkOf(Talk& talk) {
    for (size_t n = Count(); n > 0 && ok(); --n) {
      OfficerNote& note = talk.notes.emplace_back();
      r_.Raw(note.entry.bytes);
      r_.Raw(note.thread.bytes);
      r_.Raw(note.ticket.bytes);
      note.phrase = r_.String();
      note.words = r_.String();
    }
    talk.shown_at.ms = r_.Signed();
    talk.heard = Flag();
    talk.kept = Flag();
    talk.closing = r_.U8();
    talk.status_under = OneStage();
    if (Flag()) r_.Raw(talk.code_ticket.emplace().bytes);
    if (Flag()) {
      r_.Raw(talk.lock.emplace().secret);
      r_.Raw(talk.lock->seed);
    }
    talk.wrong_codes = r_.U8();
    talk.wrong_since.ms = r_.Signed();
  }
  void RemovalOf(Removal& removal) {
    if (Flag()) r_.Raw(removal.record.emplace().bytes);
    removal.what = r_.U8();
    removal.asked = r_.U8();
  }

 private:
  core::ByteReader r_;
  bool ok_ = true;
};

}  // namespace

core::Bytes Encode(const Session& s) {
  core::ByteWriter w;
  w.U8(kFormat);
  w.Raw(s.survey);
  w.Raw(s.seed);
  w.Unsigned(s.draws);
  w.U8(static_cast<uint8_t>(s.stage));
  w.String(s.language);
  w.Unsigned(s.question);
  w.U8(s.misses);
  w.Unsigned(s.answers.size());
  for (const Answer& a : s.answers) Put(w, a);
  Put(w, s.rounds.counts);
  w.Unsigned(s.rounds.blocks.size());
  for (const Rounds::Block& block : s.rounds.blocks) {
    w.Unsigned(block.repeat);
    w.Unsigned(block.round);
  }
  Put(w, s.pending);
  Put(w, s.asked);
  w.Unsigned(s.presented.size());
  for (const Presented& p : s.presented) {
    w.Unsigned(p.question);
    w.Unsigned(p.nonce);
    Put(w, p.options);
  }
  w.Signed(s.started_at.ms);
  w.Signed(s.last_at.ms);
  Put(w, s.remind_at);
  w.U8(s.reminded ? 1 : 0);
  w.U8(s.ticket ? 1 : 0);
  if (s.ticket) w.Raw(s.ticket->bytes);
  Put(w, s.fired);
  Put(w, s.helped);
  w.U8(s.follow_up_asked ? 1 : 0);
  w.U8(!s.follow_up ? 0 : *s.follow_up ? 2 : 1);
  w.String(s.receipt);
  w.U8(s.counted ? 1 : 0);
  w.String(s.site);
  PutControl(w, s);
  PutTalk(w, s.talk);
  PutRemoval(w, s.removal);
  return w.Take();
}

std::optional<Session> DecodeSession(core::ByteSpan bytes) {
  Reader in(bytes);
  core::ByteReader& r = in.raw();
  const uint8_t format = r.U8();
  if (format == 0 || format > kFormat) return std::nullopt;
  Session s;
  r.Raw(s.survey);
  r.Raw(s.seed);
  s.draws = in.Bounded<uint32_t>(UINT32_MAX);
  s.stage = in.OneStage();
  s.language = r.String();
  s.question = in.Bounded<uint16_t>(UINT16_MAX);
  s.misses = r.U8();
  const size_t answers = in.Count();
  s.answers.reserve(std::min<size_t>(answers, bytes.size()));
  for (size_t n = answers; n > 0 && in.ok(); --n) s.answers.push_back(in.OneAnswer(format));
  if (format >= kFirstWithRounds) in.RoundsOf(s);
  s.asked = in.Indices();
  for (size_t n = in.Count(); n > 0 && in.ok(); --n) {
    Presented p;
    p.question = in.Bounded<uint16_t>(UINT16_MAX);
    p.nonce = in.Bounded<uint16_t>(UINT16_MAX);
    p.options = in.Indices();
    s.presented.push_back(std::move(p));
  }
  s.started_at.ms = r.Signed();
  s.last_at.ms = r.Signed();
  s.remind_at = in.Time();
  s.reminded = in.Flag();
  if (in.Flag()) {
    s.ticket.emplace();
    r.Raw(s.ticket->bytes);
  }
  s.fired = in.Strings();
  s.helped = in.Strings();
  s.follow_up_asked = in.Flag();
  const auto follow_up = in.Bounded<uint8_t>(2);
  if (follow_up != 0) s.follow_up = follow_up == 2;
  s.receipt = r.String();
  s.counted = in.Flag();
  if (format >= 2) s.site = r.String();
  if (format >= kFirstWithControl) in.ControlOf(s);
  if (format >= kFirstWithTalk) in.TalkOf(s.talk);
  if (format >= kFirstWithRemoval) in.RemovalOf(s.removal);
  if (!in.ok() || !r.AtEnd()) return std::nullopt;
  return s;
}

}  // namespace dialogs

// SPDX-License-Identifier: Apache-2.0
#include "random_batches.h"

#include "store/clocks.h"
#include "store/snapshot.h"
#include "temp_store.h"

namespace store::test {
namespace {

constexpr size_t kConversations = 5;
constexpr size_t kFew = 6;
std::string Show(const TicketRow& row) {
  Snapshot one;
  one.tickets.emplace(row.id, row);
  return Dump(one) + (row.has_thread ? "thread " : "") + std::to_string(row.sealed_words) +
         row.site_name + row.site_district + " ";
}
std::string Show(const OutboxRow& row) {
  Snapshot one;
  one.outbox.emplace(KeyOf(row), row);
  return Dump(one);
}
std::string Show(const SiteDayRow& row) {
  return row.site + row.topic + std::to_string(row.day.number) + ":" + std::to_string(row.tickets) +
         " ";
}
std::string Show(const SealedRow& row) {
  Snapshot one;
  one.sealed.emplace(std::pair(row.id, row.field), row);
  return Dump(one);
}
std::string Show(const ThreadRow& row) {
  Snapshot one;
  one.threads.emplace(row.id, row);
  return Dump(one);
}
std::string Show(const ChatMessageRow& row) {
  Snapshot one;
  one.chat_messages.emplace(std::pair(row.conversation, row.id), row);
  return Dump(one);
}
std::string Show(const AccountRow& row) {
  Snapshot one;
  one.accounts.emplace(row.id, row);
  return Dump(one);
}
std::string Show(const ConversationRow& row) {
  Snapshot one;
  one.conversations.emplace(row.id, row);
  return Dump(one);
}
std::string Show(const SurveyRow& row) {
  Snapshot one;
  one.surveys.emplace(row.hash, row);
  return Dump(one);
}
std::string Show(const DocumentRow& row) {
  Snapshot one;
  one.documents.emplace(std::pair(row.kind, row.key), row);
  return Dump(one);
}
std::string Show(const AuditRow& row) {
  Snapshot one;
  one.audit.push_back(row);
  return Dump(one);
}
std::string Show(const ErasureRow& row) {
  Snapshot one;
  one.erasures.emplace(row.conversation, row);
  return Dump(one);
}
std::string Show(const SiteRow& row) {
  Snapshot one;
  one.sites.emplace(row.key, row);
  return Dump(one);
}
std::string Show(const SiteSpellingRow& row) { return row.spelling + "=" + row.site + " "; }
std::string Show(const core::ConversationId& id) { return id.Text() + " "; }
std::string Show(int64_t number) { return std::to_string(number) + " "; }
std::string Show(const std::string& text) { return text + " "; }
std::string Show(const core::Timestamp& t) { return std::to_string(t.ms) + " "; }
template <class T>
std::string Show(const std::vector<T>& rows) {
  std::string out;
  for (const T& row : rows) out += Show(row);
  return out;
}
template <class T>
std::string Show(const std::optional<T>& row) {
  return row ? Show(*row) : "none ";
}
std::string Show(const OutboxCounts& c) {
  return Show(c.waiting) + Show(c.ready) + Show(c.sending) + Show(c.dead);
}
template <class T>
std::string Show(const core::Result<T>& result) {
  return result ? Show(*result) : "error " + std::string(core::Name(result.error().code)) + " ";
}

// All pages of a random filter.
std::string WalkTickets(const Store& store, std::mt19937_64& random, bool plain) {
  TicketFilter filter;
  filter.limit = 1 + random() % 4;
  const bool by_severity = random() % 2 == 0;
  const auto severity = static_cast<uint8_t>(random() % 5);
  const bool by_state = random() % 3 == 0;
  if (!plain && by_severity) filter.severity_at_most = severity;
  if (!plain && by_state) filter.state = "new";
  if (!plain && random() % 3 == 0) filter.quality = static_cast<uint8_t>(1 + random() % 3);
  if (!plain && random() % 3 == 0) filter.answered = true;
  if (!plain && random() % 4 == 0) filter.site = "K" + std::to_string(random() % 4);
  if (!plain && random() % 4 == 0) filter.district = random() % 2 == 0 ? "wages" : "a,b";
  if (!plain && random() % 4 == 0) filter.language = "wages";
  if (!plain && random() % 4 == 0) filter.week = "2026-W4" + std::to_string(random() % 4);
  filter.answers = random() % 2 == 0;
  std::string out;
  do {
    auto page = store.ListTickets(filter);
    if (!page) return out + "error " + std::string(core::Name(page.error().code));
    out += Show(page->tickets) + Show(page->total) + page->next + "\n";
    filter.after = page->next;
  } while (!filter.after.empty());
  return out;
}

}  // namespace
template <class IdType>
IdType RandomBatches::Some(size_t of) {
  return MakeId<IdType>(Below(of));
}
core::MessageId RandomBatches::SomeMessage() {
  if (sending_.empty() || Below(5) == 0) return MakeId<core::MessageId>(Below(messages_ + 1));
  return sending_[Below(sending_.size())];
}

void RandomBatches::Sent(const std::vector<OutboxRow>& leased) {
  if (sending_.size() > 12) sending_.erase(sending_.begin(), sending_.begin() + 6);
  for (const OutboxRow& row : leased) sending_.push_back(row.id);
}

std::string RandomBatches::Channel() { return Below(2) == 0 ? "main" : "other"; }

std::string RandomBatches::Word() {
  static const char* const kWords[] = {"", "wages", "O'Brien \"x\"", "মজুরি", "a,b", "new"};
  return kWords[Below(std::size(kWords))];
}

std::string RandomBatches::Week() { return "2026-W4" + std::to_string(Below(4)); }

core::Bytes RandomBatches::Blob() {
  // Some longer than a page, so that overflow pages come and go.
  core::Bytes bytes(Below(20) == 0 ? 5000 + Below(5000) : Below(40));
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random_());
  return bytes;
}

std::vector<std::pair<std::string, std::string>> RandomBatches::Answers() {
  std::vector<std::pair<std::string, std::string>> answers;
  for (size_t i = Below(3); i > 0; --i) answers.emplace_back("q" + std::to_string(i), Word());
  return answers;
}

Command RandomBatches::PutAnyConversation(Store& model) {
  ConversationRow row;
  row.id = Some<core::ConversationId>(kConversations);
  row.key_day = KeyDay();
  row.state = Blob();
  if (Below(3) != 0) row.wake_at = core::Timestamp{now_.ms / 100 * 100 + 100};
  const auto loaded = model.Load({{}, {row.id}});
  int64_t expected = loaded && loaded->conversations[0] ? loaded->conversations[0]->version : 0;
  if (Below(8) == 0) expected = static_cast<int64_t>(Below(4));
  return PutConversation{std::move(row), expected};
}

Command RandomBatches::EnqueueAny() {
  OutboxRow row = Message(messages_++, Below(kConversations), static_cast<int64_t>(Below(4)),
                          static_cast<int32_t>(Below(3)), Soon().ms,
                          Below(2) == 0 ? Lane::kReply : Lane::kBulk);
  row.channel = Channel();
  row.key_day = KeyDay();
  row.sealed = Blob();
  row.expires_at = now_ + core::Millis(static_cast<int64_t>(Below(400)));
  if (Below(2) == 0) row.free_until = Soon();
  row.state = OutboxState::kDead;  // ignored, like these
  row.attempts = 7;
  row.error = "x";
  return Enqueue{std::move(row)};
}

Command RandomBatches::PutAnyTicket() {
  TicketRow row;
  row.id = Some<core::TicketId>(12);
  row.severity = static_cast<uint8_t>(Below(5));
  row.topic = Word();
  for (size_t i = Below(3); i > 0; --i) row.indicators.push_back(Word());
  for (size_t i = Below(3); i > 0; --i) row.words.push_back(Some<core::RecordId>(kFew));
  row.ask_back = {Word()};
  row.points = static_cast<int32_t>(Below(10));
  row.site = Below(2) == 0 ? "" : "K" + std::to_string(Below(4));
  if (Below(3) == 0) row.named = "ignored";
  row.week = Week();
  row.language = Word();
  row.survey = Word();
  row.answers = Answers();
  row.state = Word();
  row.quality = static_cast<uint8_t>(Below(3));
  if (Below(2) == 0) row.clock = TicketRow::TicketClock{KeyDay(), Soon()};
  return PutTicket{std::move(row)};
}

Command RandomBatches::AnyTurn(Store& model, size_t kind) {
  switch (kind) {
    case 0:
      return RememberProviderId{MakeHash(Below(200)), static_cast<int32_t>(Below(5))};
    case 1:
    case 2:
      return PutAnyConversation(model);
    case 3:
      return CancelUnsent{Some<core::ConversationId>(kConversations),
                          static_cast<int64_t>(Below(5)) - 1};
    default:
      return EnqueueAny();
  }
}

Command RandomBatches::AnySend(size_t kind) {
  switch (kind) {
    case 0:
    case 1:
      return SendDone{SomeMessage()};
    case 2:
      return SendRetry{SomeMessage(), Soon(), "timeout", Below(2) == 0};
    case 3:
      return SendGaveUp{SomeMessage(), "refused"};
    case 4:
      return SendParked{SomeMessage(), Soon()};
    case 5:
      return SendAcknowledged{SomeMessage()};
    case 6:
      return AwaitWorker{SomeMessage(), Soon(), Soon()};
    case 7:
      return OpenWindow{Some<core::ConversationId>(kConversations), now_, Soon()};
    default:
      return ReplayDead{SomeMessage(), Soon()};
  }
}

Command RandomBatches::AnyCase(size_t kind) {
  switch (kind) {
    case 0:
      return PutSealed{{Some<core::RecordId>(kFew), Below(2) == 0 ? "words" : "scrubbed", Word(),
                        Blob(), Below(5) == 0, Below(5) == 0}};
    case 12:
      return RemoveOriginal{Some<core::RecordId>(kFew)};
    case 1:
      return DropSealed{Some<core::RecordId>(kFew)};
    case 2:
      return MarkOpened{Some<core::RecordId>(kFew)};
    case 3:
      return SetTicketState{Some<core::TicketId>(12), Word(), Below(3) == 0};
    case 4:
      return PutThread{{Some<core::ThreadId>(kFew), Some<core::TicketId>(12), KeyDay(), Blob()}};
    case 5:
      return DropThread{Some<core::ThreadId>(kFew)};
    case 6: {
      std::optional<core::TicketId> ticket;
      if (Below(2) == 0) ticket = Some<core::TicketId>(12);
      return PutReceipt{MakeHash(Below(100)), ticket, Week()};
    }
    case 8:
      return PutChatMessage{{Some<core::ConversationId>(kConversations),
                             Some<core::MessageId>(kFew), KeyDay(), Blob()}};
    case 9: {
      DropChatMessages drop{Some<core::ConversationId>(kConversations)};
      if (Below(2) == 0) drop.only = Some<core::MessageId>(kFew);
      return drop;
    }
    case 7:
      return PutResponse{{Some<core::ResponseId>(kFew), Word(), Word(), Week(), Word(), "sms",
                          Below(2) == 0, Answers(), static_cast<uint8_t>(Below(4)),
                          static_cast<uint8_t>(Below(5))}};
    case 10:
      return FlagTickets{"K" + std::to_string(Below(4)), Below(4) == 0 ? "" : Word(), KeyDay(),
                         static_cast<uint8_t>(1 + Below(3))};
    case 11:
      if (Below(4) == 0) return ForgetSiteDays{KeyDay()};
      return AddSiteDay{
          {"K" + std::to_string(Below(2)), Word(), KeyDay(), 1 + static_cast<int32_t>(Below(3))}};
    case 13:
    case 14: {
      SetTicketSite place{Some<core::TicketId>(12), {}};
      if (Below(3) != 0) place.site = "K" + std::to_string(Below(4));
      return place;
    }
    default:
      return PutAnyTicket();
  }
}

Command RandomBatches::AnyOffice(size_t kind) {
  switch (kind) {
    case 0:
      return AddCount{Word(), Week(), static_cast<int64_t>(Below(5))};
    case 1:
      return PutAccount{{Some<core::AccountId>(4), "name" + std::to_string(Below(4)), Word(),
                         Below(2) == 0, Word()}};
    case 2:
      return PutApiToken{MakeHash(Below(kFew)), Some<core::AccountId>(4)};
    case 3:
      return PutSurvey{
          {std::to_string(Below(kFew)), Word(), 1, "{\"n\":" + std::to_string(Below(9)) + "}"}};
    case 4:
      return PutMeta{Word(), Word()};
    case 6:
      return PutSite{{"K" + std::to_string(Below(4)), "key" + std::to_string(Below(4)), Word(),
                      Word(), Word(), Word(), Word(), static_cast<int64_t>(Below(90))}};
    case 5:
      return PutErasure{
          {Some<core::ConversationId>(kConversations), static_cast<int32_t>(Below(5)), Soon()}};
    case 7:
    case 8:
      return PutDocument{
          {"kind" + std::to_string(Below(2)), std::to_string(Below(kFew)), Word(), 0, Word()},
          static_cast<int64_t>(Below(4))};
    case 9:
      return DropDocument{"kind" + std::to_string(Below(2)), std::to_string(Below(kFew))};
    case 12:
      return DropSurvey{std::to_string(Below(kFew))};
    case 13:
    case 14:
      return PutSiteSpelling{{Word(), "K" + std::to_string(Below(4))}};
    case 15:
      return DropSiteSpelling{Word()};
    case 10:
    case 11:
      return AppendAudit{{0, now_, Word(), Word(), Word(), Word(), {}}};
    default:
      return DropErasure{Some<core::ConversationId>(kConversations)};
  }
}

Command RandomBatches::AnyRetention(size_t kind) {
  switch (kind) {
    case 0:
      return ForgetProviderIds{static_cast<int32_t>(Below(3))};
    case 1:
      return DropConversationsBefore{core::Day{20000 + static_cast<int32_t>(Below(3))}};
    case 2:
      return DeleteConversation{Some<core::ConversationId>(kConversations)};
    default:
      return ExpireOutbox{now_};
  }
}

Command RandomBatches::Any(Store& model) {
  const size_t roll = Below(100);
  if (roll < 45) return AnyTurn(model, Below(9));
  if (roll < 70) return AnySend(Below(9));
  if (roll < 82) return AnyCase(Below(19));
  if (roll < 86) return AnyThread(Below(7));
  if (roll < 96) return AnyOffice(Below(17));
  return AnyRetention(Below(4));
}

Batch RandomBatches::Next(Store& model) {
  now_ = now_ + core::Millis(static_cast<int64_t>(Below(60)));
  Batch batch;
  for (size_t groups = Below(5); groups > 0; --groups) {
    CommandGroup& group = batch.groups.emplace_back();
    for (size_t commands = Below(4); commands > 0; --commands) group.push_back(Any(model));
  }
  for (size_t leases = Below(3); leases > 0; --leases) {
    batch.leases.push_back(Lease{Channel(), Below(4), now_, Soon()});
  }
  return batch;
}

std::string RandomBatches::AskAll(const Store& store, uint64_t seed, core::Timestamp now) {
  std::mt19937_64 random(seed);
  const auto below = [&](size_t bound) { return random() % bound; };
  std::string out = Show(store.DueConversations(now, below(6)));
  out += "\ntickets " + WalkTickets(store, random, true) + WalkTickets(store, random, false);
  out += "\nticket " + Show(store.FindTicket(MakeId<core::TicketId>(below(12))));
  out += "\nsite days " + Show(store.ListSiteDays("K" + std::to_string(below(2)), "wages"));
  out += "\nsealed " + Show(store.FindSealed(MakeId<core::RecordId>(below(kFew))));
  out += "\nthreads " + Show(store.FindThreads(MakeId<core::TicketId>(below(12))));
  out +=
      "\nchat " + Show(store.ListChatMessages(MakeId<core::ConversationId>(below(kConversations))));
  out += AskThreads(store, below(30));
  out += "\ntoken " + Show(store.FindApiToken(MakeHash(below(kFew))));
  out += "\naccount " + Show(store.FindAccount("name" + std::to_string(below(4))));
  out += "\nsurveys " + Show(store.ListSurveys());
  out += "\nnamed " + Show(store.ListNamedSurveys());
  out += "\nconversations " + Show(store.ListConversations(std::nullopt, below(4))) +
         Show(store.ListConversations(MakeId<core::ConversationId>(below(kConversations)), 9));
  out += "\nmeta " + Show(store.FindMeta("wages"));
  out += "\nsite " + Show(store.FindSite("K" + std::to_string(below(4)))) +
         Show(store.ListSites()) + Show(store.ListSiteSpellings());
  out += "\ndocument " + Show(store.FindDocument("kind0", std::to_string(below(kFew))));
  out += "\ndocuments " + Show(store.ListDocuments("kind1", std::nullopt,
                                                   std::to_string(below(kFew)), 1 + below(3)));
  out += "\ndocuments of " + Show(store.ListDocuments("kind0", "wages", "", 1 + below(3)));
  out += "\naudit " + Show(store.ListAudit(static_cast<int64_t>(below(4)), 1 + below(5)));
  out += "\naccounts " + Show(store.ListAccounts());
  out += "\nerasures " + Show(store.ListErasures());
  out += "\nunsent " + Show(store.CountUnsent(MakeId<core::ConversationId>(below(kConversations))));
  out += "\ncounts " + Show(store.CountOutbox());
  out += "\ndead " + Show(store.ListDead(below(5)));
  out += "\nnext " + Show(store.NextDue("main")) + Show(store.NextDue("other"));
  out += "\nclocks " +
         Show(ClocksOf(store).CountNewClocks(static_cast<uint8_t>(below(3)), 4,
                                             core::Timestamp{static_cast<int64_t>(below(2000))},
                                             core::Timestamp{5000}));
  out += "\ncounter " + Show(store.Counter("wages", "2026-W41")) + "\n";
  return out;
}

}  // namespace store::test

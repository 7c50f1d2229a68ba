// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/prepare.h"

#include "bot/turn/erase_row.h"
#include "core/limits.h"
#include "locales/understand.h"
#include "privacy/ready_keys.h"

namespace bot {

SealedWords WordSealer::Seal(const core::RecordId& record, std::string_view language,
                             std::string_view text, std::vector<std::string_view> own) const {
  const auto office = office_.Get();  // once: both versions under the same
  CHECK(office.has_value());
  privacy::ScrubContext context{country_, language, std::move(own)};
  privacy::Scrubbed scrubbed = privacy::Scrub(context, text);
  SealedWords sealed;
  sealed.scrubbed = privacy::SealWords(*office, {organisation_, record, "scrubbed"}, scrubbed.text);
  if (scrubbed.changed) {
    sealed.original = privacy::SealWords(*office, {organisation_, record, "words"}, text);
  }
  sealed.identity = IdentityBits(scrubbed.kinds);
  return sealed;
}

uint8_t IdentityBits(const privacy::FoundKinds& found) {
  int bits = 0;
  if (found.phone) bits |= dialogs::kIdentityPhone;
  if (found.contact) bits |= dialogs::kIdentityContact;
  if (found.name) bits |= dialogs::kIdentityName;
  if (found.number) bits |= dialogs::kIdentityNumber;
  return static_cast<uint8_t>(bits);
}

uint8_t TurnWords::Find(std::string_view language) const {
  if (!turn_.sealed) {
    // A short text that turned out to be an answer in own words. Its author's address is the only
    // identity known here: had it held a word of the profile name, it would be sealed already.
    if (!sealer_.ready()) return 0;
    turn_.sealed =
        sealer_.Seal(turn_.words, language, turn_.text.Reveal(), {turn_.lookup.address.Reveal()});
  }
  return turn_.sealed->identity;
}

core::Result<PreparedTurn> Preparer::Prepare(const Door& door, core::InboundMessage message) const {
  const core::Day today = core::DayOf(clock_.Now());
  ASSIGN_OR_RETURN(auto lookup_keys, keys_.LookupKeys(today));
  ASSIGN_OR_RETURN(auto provider_keys, keys_.ProviderKeys(today));
  PreparedTurn turn;
  turn.door = &door;
  turn.kind = message.kind;
  turn.tap = std::move(message.tap);
  turn.is_edit = message.is_edit;
  turn.chat_message = std::move(message.chat_message);
  turn.target = std::move(message.target);
  turn.language_hint = std::move(message.language_hint);
  turn.provider_ids.reserve(provider_keys.size());
  for (const privacy::NamedKey& key : provider_keys) {
    turn.provider_ids.push_back(
        {key.epoch,
         privacy::KeyedFingerprint(*key.key, door.channel, message.provider_id.Reveal())});
  }
  if (door.keeps_copies) {
    const core::Timestamp now = clock_.Now();
    ASSIGN_OR_RETURN(turn.erase, EraseRow(keys_, random_,
                                          {door.channel, message.provider_id, now, kEraseCopies}));
  }
  turn.words = core::RecordId::Random(random_);
  turn.text = core::SecretString(locales::Normalise(message.text.Reveal(), &turn.text_was_cut));
  std::vector<std::string_view> own{message.from.Reveal()};
  if (!message.also.empty()) own.push_back(message.also.Reveal());
  if (!message.profile_name.empty()) own.push_back(message.profile_name.Reveal());
  if (message.kind == core::InboundKind::kText && sealer_.ready() &&
      privacy::NeedsScrub(turn.text.Reveal(), own)) {
    turn.sealed = sealer_.Seal(turn.words, turn.language_hint, turn.text.Reveal(), std::move(own));
  }
  if (!message.also.empty()) {
    turn.also = vault::MakeLookup(lookup_keys, door.kind, door.channel, std::move(message.also));
  }
  turn.lookup = vault::MakeLookup(lookup_keys, door.kind, door.channel, std::move(message.from));
  // A short text that turns out to be in own words is sealed on the writer.
  privacy::MakeWordsKeyReady();
  return turn;
}

}  // namespace bot

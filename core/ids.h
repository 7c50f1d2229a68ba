// SPDX-License-Identifier: Apache-2.0
// Ids are 128 random bits: they tell neither time nor order. Each kind is a type of its own.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace core {

class RandomSource;

using IdBytes = std::array<uint8_t, 16>;

// 26 characters of Crockford base32, lower case.
[[nodiscard]] std::string IdToText(const IdBytes& bytes);
// nullopt unless `text` is exactly what IdToText() makes.
[[nodiscard]] std::optional<IdBytes> IdFromText(std::string_view text);
[[nodiscard]] IdBytes RandomIdBytes(RandomSource& random);

template <class Tag>
struct Id {
  IdBytes bytes{};

  static Id Random(RandomSource& random) { return Id{RandomIdBytes(random)}; }
  static std::optional<Id> FromText(std::string_view text) {
    auto parsed = IdFromText(text);
    return parsed ? std::optional<Id>(Id{*parsed}) : std::nullopt;
  }
  [[nodiscard]] std::string Text() const { return IdToText(bytes); }
  [[nodiscard]] bool IsZero() const { return bytes == IdBytes{}; }
  auto operator<=>(const Id&) const = default;
};

template <class Tag>
struct IdHash {
  size_t operator()(const Id<Tag>& id) const {
    size_t h = 0;
    std::memcpy(&h, id.bytes.data(), sizeof h);
    return h;
  }
};

using ConversationId =
    Id<struct ConversationTag>;             // who, without saying who: a vault row points to it
using MessageId = Id<struct MessageTag>;    // one outbox row
using RecordId = Id<struct RecordTag>;      // one sealed record (a worker's words)
using ResponseId = Id<struct ResponseTag>;  // one finished set of coded answers
using TicketId = Id<struct TicketTag>;
using ThreadId = Id<struct ThreadTag>;
using EntryId = Id<struct EntryTag>;  // one line of a thread, from the office or the worker
using AccountId = Id<struct AccountTag>;

}  // namespace core

template <class Tag>
struct std::hash<core::Id<Tag>> : core::IdHash<Tag> {};

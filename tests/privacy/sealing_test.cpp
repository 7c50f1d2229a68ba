// SPDX-License-Identifier: Apache-2.0
#include "privacy/sealing.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "core/base64.h"
#include "core/json.h"
#include "core/limits.h"
#include "privacy/ready_keys.h"
#include "privacy/sealing_internal.h"

namespace privacy {
namespace {

using core::Bytes;
using core::ErrorCode;

Bytes Hex(const core::JsonValue& value, std::string_view key) {
  const std::string& text = value.Find(key)->String();
  return text.empty() ? Bytes() : *core::HexDecode(text);
}
std::string Text(const core::JsonValue& value, std::string_view key) {
  return value.Find(key)->String();
}

template <size_t kSize>
std::array<uint8_t, kSize> Fixed(const Bytes& bytes) {
  CHECK(bytes.size() == kSize);
  std::array<uint8_t, kSize> out{};
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

Key KeyOf(uint8_t fill) {
  std::array<uint8_t, 32> bytes{};
  bytes.fill(fill);
  return Key(bytes);
}

class Vectors : public testing::Test {
 protected:
  void Each(const char* group, const std::function<void(core::JsonValue)>& check) {
    std::ifstream in(DWBOT_SOURCE_DIR "/tests/privacy/vectors/sealing.json");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    auto document = core::JsonDocument::Parse(text);
    ASSERT_TRUE(document);
    auto cases = document->root().Find(group);
    ASSERT_TRUE(cases && cases->size() > 0);
    for (size_t i = 0; i < cases->size(); ++i) {
      SCOPED_TRACE(std::string(group) + " " + std::to_string(i));
      check(cases->At(i));
    }
  }
};

TEST_F(Vectors, SealingIsByteForByteAsKnown) {
  Each("seal", [](core::JsonValue v) {
    const Key key(Fixed<32>(Hex(v, "key_hex")));
    const auto nonce = Fixed<24>(Hex(v, "nonce_hex"));
    const Bytes context = Hex(v, "context_hex");
    const auto padding = static_cast<size_t>(v.Find("padding")->Integer());
    EXPECT_EQ(SealWithKeyAndNonce(key, nonce, core::AsText(context), Hex(v, "plain_hex"), padding),
              Hex(v, "sealed_hex"));
    auto opened = OpenWithKey(key, core::AsText(context), Hex(v, "sealed_hex"), padding);
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, Hex(v, "plain_hex"));
  });
}

TEST_F(Vectors, EnvelopesMadeElsewhereOpen) {
  Each("words", [](core::JsonValue v) {
    auto office = PublicKeyFromBase64(Text(v, "public"));
    ASSERT_TRUE(office);
    EXPECT_EQ(KeyId(*office), Text(v, "key_id"));
    const std::string organisation = Text(v, "organisation");
    const std::string field = Text(v, "field");
    const WordsContext context{organisation, *core::RecordId::FromText(Text(v, "record")), field};
    EXPECT_EQ(AssociatedData(context, KeyId(*office)), Text(v, "associated_data"));
    const KeyPair pair{*office, Key(Fixed<32>(Hex(v, "private_hex")))};
    auto words = OpenWords(pair, context, *core::Base64Decode(Text(v, "envelope")));
    ASSERT_TRUE(words);
    EXPECT_EQ(words->Reveal(), Text(v, "words"));
  });
}

TEST_F(Vectors, FingerprintsAreAsKnown) {
  Each("fingerprint", [](core::JsonValue v) {
    const Fingerprint made =
        KeyedFingerprint(Key(Fixed<32>(Hex(v, "key_hex"))), Text(v, "scope"), Text(v, "value"));
    EXPECT_EQ(core::HexEncode(made), Text(v, "fingerprint_hex"));
  });
}

TEST(Fingerprints, DifferByKeyScopeAndValue) {
  std::set<Fingerprint> seen;
  for (const uint8_t key : {uint8_t{1}, uint8_t{2}}) {
    for (const char* scope : {"sms", "sm", ""}) {
      for (const char* value : {"1", "s1", ""})
        seen.insert(KeyedFingerprint(KeyOf(key), scope, value));
    }
  }
  EXPECT_EQ(seen.size(), 18u);
}

TEST(SealWithKey, OpensWhatItSealed) {
  for (const size_t padding : {0u, 16u, 256u, 1000u}) {
    for (const size_t size : {0u, 1u, 15u, 16u, 17u, 255u, 256u, 5000u}) {
      const Bytes plain(size, 0x80);  // the padding's own first byte
      const Bytes sealed = SealWithKey(KeyOf(1), "row|1", plain, padding);
      EXPECT_EQ(sealed.size(), 40 + (padding == 0 ? size : (size / padding + 1) * padding));
      auto opened = OpenWithKey(KeyOf(1), "row|1", sealed, padding);
      ASSERT_TRUE(opened);
      EXPECT_EQ(*opened, plain);
    }
  }
}

TEST(SealWithKey, NeverRepeatsItself) {
  const Bytes plain(10, 1);
  EXPECT_NE(SealWithKey(KeyOf(1), "row", plain), SealWithKey(KeyOf(1), "row", plain));
}

TEST(SealWithKey, RefusesEveryFlippedBitAndEveryCut) {
  const Bytes plain(3, 'x');
  const Bytes sealed = SealWithKey(KeyOf(1), "row|1", plain, 16);
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    Bytes flipped = sealed;
    flipped[bit / 8] = static_cast<uint8_t>(flipped[bit / 8] ^ (1u << (bit % 8)));
    auto opened = OpenWithKey(KeyOf(1), "row|1", flipped, 16);
    ASSERT_FALSE(opened) << bit;
    EXPECT_EQ(opened.error().code, ErrorCode::kDenied);
  }
  for (size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(OpenWithKey(KeyOf(1), "row|1", core::ByteSpan(sealed).first(size), 16)) << size;
  }
}

TEST(SealWithKey, IsBoundToKeyContextAndPadding) {
  const Bytes sealed = SealWithKey(KeyOf(1), "row|1", Bytes(3, 'x'), 16);
  EXPECT_FALSE(OpenWithKey(KeyOf(2), "row|1", sealed, 16));
  for (const char* other : {"row|2", "row|", "", "row|11"})
    EXPECT_FALSE(OpenWithKey(KeyOf(1), other, sealed, 16)) << other;
  EXPECT_FALSE(OpenWithKey(KeyOf(1), "row|1", sealed, 32));
}

class Words : public testing::Test {
 protected:
  core::SeededRandom random_{5};
  KeyPair office_ = NewKeyPair();
  WordsContext context_{"samoa", core::RecordId::Random(random_), "words"};
};

TEST_F(Words, OpenOnlyWithTheOfficeKeyAndTheirContext) {
  const Bytes envelope = SealWords(office_.public_key, context_, "they keep our passports");
  ASSERT_TRUE(OpenWords(office_, context_, envelope));
  EXPECT_EQ(OpenWords(office_, context_, envelope)->Reveal(), "they keep our passports");
  EXPECT_FALSE(OpenWords(NewKeyPair(), context_, envelope));
  WordsContext other = context_;
  other.record = core::RecordId::Random(random_);
  EXPECT_FALSE(OpenWords(office_, other, envelope));
  other = context_;
  other.field = "scrubbed";
  EXPECT_FALSE(OpenWords(office_, other, envelope));
  other = context_;
  other.organisation = "fiji";
  EXPECT_FALSE(OpenWords(office_, other, envelope));
}

TEST_F(Words, RefuseEveryFlippedBitAndEveryCut) {
  const Bytes envelope = SealWords(office_.public_key, context_, "x");
  for (size_t at = 0; at < envelope.size(); ++at) {
    Bytes flipped = envelope;
    flipped[at] = static_cast<uint8_t>(flipped[at] ^ (1u << (at % 8)));
    auto opened = OpenWords(office_, context_, flipped);
    ASSERT_FALSE(opened) << at;
    EXPECT_EQ(opened.error().code, ErrorCode::kDenied);
    EXPECT_FALSE(OpenWords(office_, context_, core::ByteSpan(envelope).first(at))) << at;
  }
}

TEST_F(Words, LengthTellsOnlyKibibytes) {
  const size_t head = 3 + 4 + 80 + 24 + 16;
  for (const size_t size : {0u, 2u, 1023u}) {
    EXPECT_EQ(SealWords(office_.public_key, context_, std::string(size, 'n')).size(), head + 1024)
        << size;
  }
  EXPECT_EQ(SealWords(office_.public_key, context_, std::string(1024, 'n')).size(), head + 2048);
  const std::string longest(core::limits::kMaxWorkerTextBytes, 'n');
  EXPECT_EQ(
      OpenWords(office_, context_, SealWords(office_.public_key, context_, longest))->Reveal(),
      longest);
}

TEST_F(Words, SameWordsNeverGiveTheSameBytes) {
  const Bytes a = SealWords(office_.public_key, context_, "yes");
  const Bytes b = SealWords(office_.public_key, context_, "yes");
  // Behind magic and key id nothing repeats: wrapped key, nonce and body are fresh.
  EXPECT_NE(Bytes(a.begin() + 7, a.begin() + 87), Bytes(b.begin() + 7, b.begin() + 87));
  EXPECT_NE(Bytes(a.begin() + 87, a.end()), Bytes(b.begin() + 87, b.end()));
}

TEST_F(Words, AreSealedWithKeysThatWereReadyAndEachIsUsedOnce) {
  (void)SealWords(office_.public_key, context_, "from now on for this office key");
  for (size_t i = 0; i < kReadyKeys + 3; ++i) MakeWordsKeyReady();
  EXPECT_EQ(CountReadyWordsKeys(), kReadyKeys);
  std::set<Bytes> wrapped;
  for (size_t i = 0; i < kReadyKeys + 3; ++i) {
    const Bytes envelope = SealWords(office_.public_key, context_, "yes");
    ASSERT_EQ(OpenWords(office_, context_, envelope)->Reveal(), "yes");
    wrapped.insert(Bytes(envelope.begin() + 7, envelope.begin() + 87));
  }
  EXPECT_EQ(wrapped.size(), kReadyKeys + 3);
  EXPECT_EQ(CountReadyWordsKeys(), 0u);
}

TEST_F(Words, AnotherOfficeKeyNeverGetsKeysOfTheOneBefore) {
  (void)SealWords(office_.public_key, context_, "a");
  for (int i = 0; i < 5; ++i) MakeWordsKeyReady();
  const KeyPair next = NewKeyPair();
  EXPECT_EQ(OpenWords(next, context_, SealWords(next.public_key, context_, "b"))->Reveal(), "b");
  EXPECT_EQ(CountReadyWordsKeys(), 0u);
  MakeWordsKeyReady();
  EXPECT_EQ(OpenWords(next, context_, SealWords(next.public_key, context_, "c"))->Reveal(), "c");
}

TEST(OfficeKey, IsReadFromBase64OrRefused) {
  const KeyPair pair = NewKeyPair();
  EXPECT_EQ(*PublicKeyFromBase64(core::Base64Encode(pair.public_key)), pair.public_key);
  EXPECT_EQ(KeyId(pair.public_key).size(), 8u);
  const std::string all_zero =
      core::Base64Encode(Bytes(32, 0));  // a point of small order: anybody could open
  for (const std::string& bad :
       {std::string(), std::string("AAAA"), std::string("not base64 at all!"), all_zero,
        core::Base64Encode(Bytes(31, 7)), core::Base64Encode(Bytes(33, 7))}) {
    auto key = PublicKeyFromBase64(bad);
    ASSERT_FALSE(key) << bad;
    EXPECT_EQ(key.error().code, ErrorCode::kInvalid);
  }
}

}  // namespace
}  // namespace privacy

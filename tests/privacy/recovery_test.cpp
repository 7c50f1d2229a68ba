// SPDX-License-Identifier: Apache-2.0
#include "privacy/recovery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/base64.h"
#include "core/crypto.h"

namespace privacy {
namespace {

using testing::HasSubstr;

// The bytes 1, 2 ... 20, as web/app/src/keys/office.ts prints them (tests/web/keys.test.mjs has the
// same).
constexpr std::string_view kSheet = "0410H 61058 0R3GN G28A4 1C602 T3GFA 208H8 44RM1";

core::Bytes SealedTo(const RecoverySecret& secret, const KeyPair& office) {
  std::string material = "dwbot recovery v1|";
  material.append(reinterpret_cast<const char*>(secret.Reveal().data()), secret.Reveal().size());
  core::Bytes sealed{'D', 'R', '1'};
  const core::Bytes body =
      SealWithKey(Key(core::Sha256(core::AsBytes(material))),
                  "v1|recovery|" + KeyId(office.public_key), office.private_key.Reveal());
  sealed.insert(sealed.end(), body.begin(), body.end());
  return sealed;
}

TEST(RecoverySheet, IsReadAsPeopleTypeIt) {
  for (const char* typed : {"0410H 61058 0R3GN G28A4 1C602 T3GFA 208H8 44RM1",
                            "o41oh-6lo58-0r3gn-g28a4-ic602-t3gfa-208h8-44rml",
                            "  0410H610580R3GNG28A41C602T3GFA208H844RM1\r\n"}) {
    auto secret = ReadRecoverySheet(typed);
    ASSERT_TRUE(secret) << typed << ": " << secret.error().message;
    for (size_t i = 0; i < 20; ++i) EXPECT_EQ(secret->Reveal().at(i), i + 1);
  }
}

TEST(RecoverySheet, SaysWhichGroupIsWrong) {
  const auto error = [](std::string_view typed) {
    auto read = ReadRecoverySheet(typed);
    return read ? "" : read.error().message;
  };
  EXPECT_THAT(error("0410H 61058"), HasSubstr("eight groups"));
  EXPECT_THAT(error("0410H 61058 0R3GN G28A4 1C602 T3GFA 208H8 44RM2"), HasSubstr("group 8"));
  EXPECT_THAT(error("61058 0410H 0R3GN G28A4 1C602 T3GFA 208H8 44RM1"), HasSubstr("group 1"));
  EXPECT_THAT(error("0410H 61058 0R3GN G28A4 1CU02 T3GFA 208H8 44RM1"), HasSubstr("group 5"));
}

TEST(Recovery, OpensWhatItsSheetSealedAndNothingElse) {
  core::InitCrypto();
  const KeyPair office = NewKeyPair(), other = NewKeyPair();
  const auto secret = ReadRecoverySheet(kSheet);
  ASSERT_TRUE(secret);
  core::Bytes sealed = SealedTo(*secret, office);
  const auto opened = OpenByRecovery(*secret, office.public_key, sealed);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_TRUE(opened->private_key.Reveal() == office.private_key.Reveal());
  EXPECT_FALSE(OpenByRecovery(*secret, other.public_key, sealed));
  EXPECT_FALSE(OpenByRecovery(RecoverySecret({1}), office.public_key, sealed));
  for (size_t i = 0; i < sealed.size(); ++i) {
    sealed[i] ^= 1;
    EXPECT_FALSE(OpenByRecovery(*secret, office.public_key, sealed)) << "byte " << i;
    sealed[i] ^= 1;
  }
  EXPECT_TRUE(PairFrom(core::Base64Encode(office.private_key.Reveal()), office.public_key));
  EXPECT_FALSE(PairFrom(core::Base64Encode(office.private_key.Reveal()), other.public_key));
  EXPECT_FALSE(PairFrom("AAAA", office.public_key));
}

}  // namespace
}  // namespace privacy

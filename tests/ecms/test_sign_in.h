// SPDX-License-Identifier: Apache-2.0
// People who set up accounts and sign in at a test office.
#pragma once

#include <gtest/gtest.h>

#include "core/base64.h"
#include "core/crypto.h"
#include "ecms/setup_link.h"
#include "ecms/test_office.h"
#include "ecms/totp.h"

namespace ecms {

inline std::string Bytes(size_t size, uint8_t value) {
  return core::Base64Encode(core::Bytes(size, value));
}
inline std::string Hash(std::string_view text) {
  return core::Base64Encode(core::Sha256(core::AsBytes(text)));
}

inline constexpr const char* kSecret32 =
    "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";  // "12345678901234567890", RFC 6238

class SigningIn : public ::testing::Test {
 protected:
  core::Timestamp& now() { return office_.clock.now; }
  SignIn& sign_in() { return *office_.sign_in; }
  store::AccountRow Account(const std::string& role) {
    return office_.store->FindAccount("name of " + role).value().value();
  }
  Caller CallerOf(const std::string& role) {
    const auto row = Account(role);
    return {row.id, row.name, row.role, row.organisation};
  }
  std::string Code(int steps = 0) {
    return TotpCode(*Base32Decode(kSecret32), now().ms / 30'000 + steps);
  }
  core::SecretString LinkFor(const std::string& role) {
    SetupLink link = NewSetupLink(Account(role).id, now(), office_.random);
    office_.Commit({link.command});
    return std::move(link.token);
  }
  ecms::Setup SetupFor(core::SecretString link) {
    ecms::Setup s;
    s.link = std::move(link);
    s.salt = Bytes(16, 1);
    s.login_secret = core::SecretString(Bytes(32, 2));
    s.public_key = Bytes(32, 3);
    s.sealed_private_key = Bytes(72, 4);
    s.totp_secret = core::SecretString(kSecret32);
    s.totp_code = core::SecretString(Code());
    for (int i = 0; i < 10; ++i)
      s.recovery_code_hashes.push_back(Hash("code-" + std::to_string(i)));
    return s;
  }
  void SetUp(const std::string& role) { ASSERT_TRUE(sign_in().Complete(SetupFor(LinkFor(role)))); }
  core::Result<Session> Enter(const std::string& role, const std::string& code,
                              uint8_t secret = 2) {
    return sign_in().Enter(
        {"name of " + role, core::SecretString(Bytes(32, secret)), core::SecretString(code)});
  }
  std::optional<Seat> Check(std::string_view token, Presence presence = Presence::kActs) {
    return sign_in().Check(token, presence);
  }
  void Pass(std::chrono::seconds time) { now() = now() + time; }
  std::string InUse() const { return core::Base64Encode(office_.key_in_use.Get().value()); }
  NewOfficeKey Key(uint8_t value) { return {Bytes(32, value), Bytes(80, 6), Bytes(72, 7)}; }

  TestOffice office_;
};

}  // namespace ecms

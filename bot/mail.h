// SPDX-License-Identifier: Apache-2.0
// Mail out, by SMTP (libcurl). Certificates are always checked.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "core/random.h"
#include "core/secret.h"
#include "core/time.h"

namespace bot {

struct MailServer {
  std::string url;   // "smtp://host:587" (STARTTLS) or "smtps://host:465"
  std::string user;  // "" = no login
  core::SecretString password;
  std::string from;
  std::string ca_file;      // "" = the system's authorities
  bool plain_text = false;  // no TLS: this machine, or a configuration that insists
};

struct Mail {
  core::SecretString to;      // as ecms::NormalEmail() makes it
  std::string subject, text;  // fixed texts of ours, UTF-8, no line break in the subject
};

struct MailOutcome {
  bool sent = false;
  std::string
      code;  // for logs and records: "", "smtp-550", "connect", "tls", "login", "timeout", "name"
  std::string
      words;  // for whoever tries it by hand: what happened, with the server's own last line
};

// Thread-safe; blocks.
class Mailer {
 public:
  virtual ~Mailer() = default;
  [[nodiscard]] virtual MailOutcome SendBlocking(const Mail& mail) = 0;
  // Ends what is under way, and makes later ones fail at once. Any thread.
  virtual void Abort() = 0;
};
[[nodiscard]] std::unique_ptr<Mailer> MakeMailer(MailServer server, const core::Clock& clock,
                                                 core::RandomSource& random);

// Values of header lines; here for the tests.
[[nodiscard]] std::string EncodedSubject(
    std::string_view subject);                           // RFC 2047 where it is not ASCII
[[nodiscard]] std::string MailDate(core::Timestamp at);  // "Sat, 21 Nov 2026 23:04:05 +0000"

}  // namespace bot

// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "bot/alerts/alert_text.h"
#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/config/config.h"
#include "bot/mail.h"
#include "core/random.h"
#include "core/time.h"
#include "ecms/alert_address.h"

namespace bot::commands {
namespace {

struct Options {
  std::string config, to;
};

int Test(const Options& o) {
  auto config = LoadConfig(o.config, nullptr);
  if (!config) return Complain("alert test", config.error().message);
  if (!config->alerts.smtp)
    return Complain("alert test",
                    "alerts.smtp is not in the configuration: no mail can leave "
                    "(docs/operations.md, \"Alerts\")");
  auto to = ecms::NormalEmail(o.to);
  if (!to) return Complain("alert test", "--to: " + to.error().message);
  const core::SystemClock clock;
  core::SystemRandom random;
  const AlertText text = TextOfTest();
  const MailOutcome outcome =
      MakeMailer(*config->alerts.smtp, clock, random)->SendBlocking({*to, text.subject, text.text});
  if (!outcome.sent) return Complain("alert test", outcome.words);
  std::printf("Sent. %s\nLook into the mailbox, and into its spam folder.\n",
              outcome.words.c_str());
  return kDone;
}

}  // namespace

void AddAlert(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine alert = program.Command("alert", "Mails to officers who are not looking");
  CommandLine test =
      alert.Command("test", "Send one by hand, and say what the mail server answered");
  test.Text("--config", o->config, "The configuration file", true);
  test.Text("--to", o->to, "The e-mail address that it goes to", true);
  test.Run([o] { return Test(*o); });
}

}  // namespace bot::commands

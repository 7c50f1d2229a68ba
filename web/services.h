// SPDX-License-Identifier: Apache-2.0
// What the handlers work with. Made once by Web.
#pragma once

#include "ecms/accounts.h"
#include "ecms/export.h"
#include "ecms/feed.h"
#include "ecms/cases.h"
#include "ecms/inbox.h"
#include "ecms/sealed_words.h"
#include "ecms/sign_in.h"
#include "web/pages.h"
#include "web/web.h"

namespace web {

struct Services {
  const ecms::Accounts& accounts;
  const ecms::Inbox& inbox;
  ecms::SignIn& sign_in;
  ecms::SealedWords& sealed_words;
  ecms::Feed& feed;
  ecms::TicketExport& exports;
  ecms::Cases& cases;
  const ecms::Profile& profile;
  Options options;
  Pages pages;
};

}  // namespace web

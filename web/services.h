// SPDX-License-Identifier: Apache-2.0
// What the handlers work with. Made once by Web.
#pragma once

#include "ecms/accounts.h"
#include "ecms/inbox.h"
#include "ecms/sealed_words.h"
#include "ecms/sign_in.h"
#include "ecms/thread.h"
#include "web/pages.h"
#include "web/web.h"

namespace web {

struct Services {
  const ecms::Accounts& accounts;
  const ecms::Inbox& inbox;
  ecms::SignIn& sign_in;
  ecms::SealedWords& sealed_words;
  ecms::Threads& threads;
  Options options;
  Pages pages;
};

}  // namespace web

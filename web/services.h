// SPDX-License-Identifier: Apache-2.0
// What the handlers work with. Made once by Web.
#pragma once

#include "authoring/desk.h"
#include "ecms/accounts.h"
#include "ecms/alerts.h"
#include "ecms/background.h"
#include "ecms/case_files.h"
#include "ecms/cases.h"
#include "ecms/changes.h"
#include "ecms/export.h"
#include "ecms/feed.h"
#include "ecms/inbox.h"
#include "ecms/sealed_words.h"
#include "ecms/sign_in.h"
#include "ecms/sites.h"
#include "ecms/surveys.h"
#include "ecms/thread.h"
#include "web/pages.h"
#include "web/web.h"

namespace web {

struct Services : Parts {
  Options options;
  Pages pages;
};

}  // namespace web

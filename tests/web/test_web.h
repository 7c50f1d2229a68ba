// SPDX-License-Identifier: Apache-2.0
// The web module over a test office that has a few tickets.
#pragma once

#include <string>
#include <vector>

#include "authoring/desk.h"
#include "core/http.h"
#include "ecms/test_office.h"
#include "web/routes.h"
#include "web/web.h"

namespace web {

class TestWeb {
 public:
  explicit TestWeb(Options options = DefaultOptions());
  static Options DefaultOptions();

  // `target` is path and query; `role` is "" for no token, or a role, "disabled" or "nobody".
  [[nodiscard]] core::HttpResponse Ask(const std::string& method, const std::string& target,
                                       const std::string& role = "", core::Headers more = {},
                                       const std::string& body = "") const;
  [[nodiscard]] core::HttpResponse Get(const std::string& target,
                                       const std::string& role = "officer") const {
    return Ask("GET", target, role);
  }
  // An address that the route takes: its patterns filled with something that exists.
  [[nodiscard]] std::string TargetOf(const Route& route) const;

  ecms::TestOffice office;
  core::TicketId ticket;
  core::RecordId record;    // its sealed words
  int64_t search = 0;       // in words, of everybody who may
  ecms::CaseId case_id;     // by hand
  ecms::EntryId entry;      // a note in it
  ecms::FileId attachment;  // of one part, in it; everybody who may has opened it
  authoring::Desk desk{office.deployment, office.clock};
  Web web;
};

// The routes that read (GET).
[[nodiscard]] std::vector<Route> Reads();

// Of a problem+json body: checks its form, gives the detail.
[[nodiscard]] std::string ProblemDetail(const core::HttpResponse& response);

}  // namespace web

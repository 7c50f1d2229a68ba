// SPDX-License-Identifier: Apache-2.0
// An office in Samoa with a few tickets, and cases made of them.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ecms/cases.h"
#include "ecms/test_office.h"

namespace ecms {

class ACase : public ::testing::Test {
 protected:
  ACase() {
    office_.Commit({store::PutSite{{"A-11", "1", "Blue Reef Cannery", "Apia", "fishing", "",
                                    "1 Beach Road", 80}},
                    store::PutSite{{"T-22", "2", "Tiny Shop", "Apia", "retail", "", "", 3}}});
    for (uint8_t id = 1; id <= 3; ++id) PutTicket(id, "wages", "A-11", id == 2 ? 1 : 3);
    PutTicket(4, "hours", "A-11", 3);
    PutTicket(5, "wages", "T-22", 3);
    PutTicket(6, "wages", "", 2);
  }
  void PutTicket(uint8_t id, const char* topic, const char* site, uint8_t severity) {
    auto row = office_.Ticket(id, severity);
    row.topic = topic;
    row.site = site;
    office_.Put(row);
  }
  static core::TicketId Ticket(uint8_t id) { return core::TicketId{{id}}; }
  Caller By(const std::string& role) const { return {{}, "name of " + role, role}; }
  NewCase FromTickets(std::vector<core::TicketId> tickets, bool whole = false) const {
    NewCase wanted;
    wanted.type = "industrial_relations";
    wanted.tickets = std::move(tickets);
    wanted.whole_signal = whole;
    return wanted;
  }
  NewCase ByHand(const char* origin, const char* type = "industrial_relations") const {
    NewCase wanted;
    wanted.type = type;
    wanted.origin = origin;
    wanted.severity = 2;
    wanted.place = "The bakery behind the market";
    return wanted;
  }
  CaseId Open(const NewCase& wanted, const std::string& role = "officer") {
    auto id = office_.cases->Open(By(role), wanted);
    EXPECT_TRUE(id) << id.error().message;
    return id.value_or(CaseId{});
  }
  CaseView View(const CaseId& id, const std::string& role = "officer") {
    return office_.cases->Get(By(role), id, "en").value();
  }
  int64_t Version(const CaseId& id) { return View(id).version; }
  std::string Moved(const CaseId& id, const char* transition, const std::string& role = "officer",
                    const std::string& reason = "", std::optional<Closing> closing = std::nullopt) {
    auto done =
        office_.cases->Move(By(role), id, Version(id), {transition, reason, std::move(closing)});
    return done ? "" : done.error().message;
  }
  void Take(const CaseId& id) {
    CaseChange change;
    change.assignee = "name of officer";
    ASSERT_TRUE(office_.cases->Change(By("officer"), id, Version(id), change));
  }
  EntryId Write(const CaseId& id, Entry entry) {
    auto added = office_.cases->Add(By("officer"), id, std::move(entry), "");
    EXPECT_TRUE(added) << added.error().message;
    return added.value_or(EntryId{});
  }
  static Entry Of(const char* kind, const char* status = "", const char* on = "",
                  const char* code = "", const char* text = "") {
    Entry entry;
    entry.kind = kind;
    entry.status = status;
    entry.on = on;
    entry.code = code;
    entry.text = text;
    if (entry.kind == "visit") entry.mode = "on_site";
    return entry;
  }
  std::vector<std::string> Missing(const CaseId& id, const std::string& transition) {
    for (const MoveView& move : View(id).moves) {
      if (move.id == transition) return move.missing;
    }
    return {"no such transition"};
  }
  std::vector<std::string> AuditActions() {
    std::vector<std::string> out;
    const auto rows = office_.store->ListAudit(0, 100);
    for (const store::AuditRow& row : *rows) out.push_back(row.action);
    return out;
  }
  TestOffice office_;  // now: early on 19 November 2026 in Apia
};

}  // namespace ecms

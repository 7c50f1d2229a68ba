// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/quality.h"

namespace store::sqlite {

Quality::Quality(Connection& connection)
    : flag_(connection.db(),
            "UPDATE tickets SET quality = quality | ?1 WHERE site = ?2 AND (topic = ?3 OR ?3 = '') "
            "AND site <> '' AND state <> 'closed'"
            " AND EXISTS (SELECT 1 FROM ticket_clock c WHERE c.ticket = tickets.id AND "
            "c.filed_on_day >= ?4)"),
      add_day_(connection.db(),
               "INSERT INTO site_days (site, topic, day, tickets) VALUES (?, ?, ?, ?)"
               " ON CONFLICT DO UPDATE SET tickets = tickets + excluded.tickets"),
      forget_days_(connection.db(), "DELETE FROM site_days WHERE day < ?") {}

core::Status Quality::Apply(const FlagTickets& c) {
  Run(flag_).Int(c.quality).Text(c.site).Text(c.topic).Date(c.since).Execute();
  return {};
}

core::Status Quality::Apply(const AddSiteDay& c) {
  Run(add_day_).Text(c.row.site).Text(c.row.topic).Date(c.row.day).Int(c.row.tickets).Execute();
  return {};
}

core::Status Quality::Apply(const ForgetSiteDays& c) {
  Run(forget_days_).Date(c.before).Execute();
  return {};
}

}  // namespace store::sqlite

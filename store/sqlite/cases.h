// SPDX-License-Identifier: Apache-2.0
// What outlives a conversation: sealed words, tickets, receipts, responses; and the threads that
// lead back for a while.
#pragma once

#include "store/commands.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

// Writer thread. Functions throw SQLite::Exception for what is not the command's fault.
class Cases {
 public:
  explicit Cases(Connection& connection);

  [[nodiscard]] core::Status Apply(const PutSealed& c);
  [[nodiscard]] core::Status Apply(const DropSealed& c);
  [[nodiscard]] core::Status Apply(const RemoveOriginal& c);
  [[nodiscard]] core::Status Apply(const MarkOpened& c);
  [[nodiscard]] core::Status Apply(const PutTicket& c);
  [[nodiscard]] core::Status Apply(const SetTicketState& c);
  [[nodiscard]] core::Status Apply(const SetTicketSite& c);
  [[nodiscard]] core::Status Apply(const PutThread& c);
  [[nodiscard]] core::Status Apply(const DropThread& c);
  [[nodiscard]] core::Status Apply(const PutReceipt& c);
  [[nodiscard]] core::Status Apply(const PutResponse& c);
  void DeleteThreadsBefore(core::Day key_day);

 private:
  // True if a row was there.
  [[nodiscard]] bool UpdateTicket(const TicketRow& row);
  void InsertTicket(const TicketRow& row);

  Connection& connection_;
  SQLite::Statement put_sealed_, drop_sealed_, drop_original_, original_removed_, mark_opened_,
      update_ticket_, insert_ticket_, insert_clock_, hurry_clock_, set_ticket_state_, place_ticket_,
      unplace_ticket_, drop_clock_, put_thread_, drop_thread_, threads_before_, put_receipt_,
      put_response_;
};

}  // namespace store::sqlite

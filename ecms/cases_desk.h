// SPDX-License-Identifier: Apache-2.0
// The one implementation of Cases. Reading: cases_read.cpp, cases_view.cpp, cases_totals.cpp;
// writing: cases_open.cpp, cases_write.cpp.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ecms/cases_record.h"
#include "ecms/make_cases.h"
#include "ecms/profile_calendar.h"

namespace ecms {

class CaseDesk final : public Cases {
 public:
  explicit CaseDesk(CasesParts parts)
      : p_(std::move(parts)), profile_(*p_.profile), calendar_(profile_) {}

  core::Result<CasePage> List(const Caller& caller, const CaseQuery& query,
                              std::string_view language) const override;
  core::Result<CaseView> Get(const Caller& caller, const CaseId& id,
                             std::string_view language) const override;
  core::Result<Notice> NoticeOf(const Caller& caller, const CaseId& id,
                                std::string_view language) const override;
  core::Result<TicketCase> About(const Caller& caller, const core::TicketId& ticket,
                                 std::string_view language) const override;
  core::Result<std::vector<Entry>> ChangesSince(const Caller& caller, const CaseId& id,
                                                int64_t version) const override;

  core::Result<CaseId> Open(const Caller& caller, const NewCase& wanted) override;
  core::Status Change(const Caller& caller, const CaseId& id, int64_t version,
                      const CaseChange& change) override;
  core::Result<EntryId> Add(const Caller& caller, const CaseId& id, Entry entry,
                            const std::string& repeat_key) override;
  core::Status Edit(const Caller& caller, const CaseId& id, int64_t version, const EntryId& entry,
                    Entry changed) override;
  core::Status Move(const Caller& caller, const CaseId& id, int64_t version,
                    const CaseMove& move) override;
  core::Status Promote(const Caller& caller, const CaseId& id, int64_t version,
                       const Consent& consent) override;
  core::Status Link(const Caller& caller, const CaseId& id, int64_t version,
                    const core::TicketId& ticket) override;
  core::Status Unlink(const Caller& caller, const CaseId& id, int64_t version,
                      const core::TicketId& ticket) override;
  core::Status CloseTicket(const Caller& caller, const core::TicketId& ticket,
                           std::string_view outcome, bool leave_case) override;
  core::Status FollowTickets() override;
  core::Result<CaseAlarms> CountAlarms(core::Timestamp after, core::Timestamp until,
                                       core::Millis ending) override;  // one thread
  core::Result<Remedy> Totals(const Caller& caller, const RemedyQuery& query,
                              std::string_view language) const override;
  core::Result<Table> TotalsTable(const Caller& caller, const RemedyQuery& query,
                                  std::string_view language, std::string_view format) override;

  struct Timeline {
    std::vector<Entry> entries;     // oldest first
    std::vector<int64_t> versions;  // of their documents
  };
  // A case that is being changed: what is written in the end is the case, one entry, the audit, and
  // `more`.
  struct Draft {
    CaseRecord record;
    Timeline timeline;
    std::string audit_action, audit_detail;
    store::CommandGroup more;
    // kInvalid: a case takes no more notes, visits and files than kMaxEntries. Whatever leads to
    // its end still goes.
    [[nodiscard]] core::Status CheckRoom() const;
  };

  // ---- for what is kept beside a case: its files ----
  // `plan` fills in the entry and what else is written; asked again if somebody else wrote to the
  // case meanwhile. Its error ends it. Appends, so it needs no version.
  using Plan = std::function<core::Status(Draft& draft, Entry& entry)>;
  [[nodiscard]] core::Status Record(const Caller& caller, const CaseId& id, const Plan& plan);
  [[nodiscard]] core::Status MayRead(const Caller& caller) const;
  [[nodiscard]] core::Status Exists(const CaseId& id) const;
  [[nodiscard]] core::Status IsOpen(const CaseId& id) const;  // kInvalid: it is closed
  // What officers write is not sealed: a telephone number or e-mail address in it is a problem.
  void CheckWords(std::string_view field, const std::string& text, core::Problems& problems) const;

 private:
  [[nodiscard]] bool IsClosed(const CaseRecord& record) const;
  [[nodiscard]] core::Day Today() const { return calendar_.LocalDay(p_.clock.Now()); }
  [[nodiscard]] core::Result<CaseRecord> Load(const CaseId& id) const;
  [[nodiscard]] core::Result<Timeline> LoadTimeline(const CaseId& id) const;
  [[nodiscard]] core::Result<std::vector<CaseRecord>> LoadAll(bool closed) const;
  [[nodiscard]] core::Result<std::vector<store::TicketRow>> TicketsOf(
      const CaseRecord& record) const;

  // ---- views ----
  // `answered`: Store::ListAnswered().
  [[nodiscard]] core::Result<CaseSummary> Summary(const CaseRecord& record,
                                                  const std::vector<core::TicketId>& answered,
                                                  std::string_view language) const;
  [[nodiscard]] std::optional<core::Timestamp> DueOf(const CaseRecord& record) const;
  [[nodiscard]] core::Result<std::optional<Corroboration>> Voices(
      const std::string& site, const std::vector<store::TicketRow>& tickets) const;
  [[nodiscard]] std::vector<MoveView> Moves(const Caller& caller, const CaseRecord& record,
                                            const Timeline& timeline,
                                            std::string_view language) const;
  template <class T>
  [[nodiscard]] Named NameOf(const std::vector<T>& items, const std::string& id,
                             std::string_view language) const {
    const T* item = Find(items, id);
    return {id, item == nullptr ? id : TextIn(item->title, language)};
  }
  [[nodiscard]] std::string IssueTitle(const std::string& issue, std::string_view language) const;
  [[nodiscard]] std::string TopicTitle(const std::string& topic, std::string_view language) const;

  // ---- writes ----
  // Loads the case for a change by `caller`: kConflict unless `version` is the stored one (nullopt:
  // any), kInvalid if closed.
  [[nodiscard]] core::Result<Draft> Begin(const Caller& caller, const CaseId& id,
                                          std::optional<int64_t> version) const;
  // A new entry of this kind by the caller, now, for the version that Finish() makes.
  [[nodiscard]] Entry NewEntry(const Caller& caller, const Draft& draft, std::string kind) const;
  [[nodiscard]] core::Status Finish(const Caller& caller, Draft draft, const Entry& added);
  [[nodiscard]] core::Status Commit(const Caller& caller, Draft draft);
  [[nodiscard]] core::Problems CheckWritten(const Entry& entry) const;
  [[nodiscard]] core::Problems CheckFacts(const CaseRecord& record) const;
  [[nodiscard]] core::Status CheckAssignee(const Caller& caller, const CaseRecord& before,
                                           const std::string& name) const;
  // The transition of that name out of the case's state, if the caller may; else what is possible.
  [[nodiscard]] core::Result<const Transition*> FindMove(const Caller& caller,
                                                         const CaseRecord& record,
                                                         const std::string& wanted) const;
  [[nodiscard]] core::Problems CheckMove(const Transition& move, const Draft& draft,
                                         const CaseMove& asked) const;
  [[nodiscard]] core::Result<bool> AgreedInThread(
      const std::vector<store::TicketRow>& tickets) const;
  // What a closing case does: it keeps the band and no ticket, since a closed ticket has no
  // workplace and no time finer than its week. `tells`: what its workers' codes say from then on.
  [[nodiscard]] core::Status LetTicketsGo(Draft& draft, const std::string& tells) const;
  void TakeIn(const store::TicketRow& ticket, Draft& draft) const;
  [[nodiscard]] core::Status Follow(const CaseRecord& record);
  // The classes that these tickets of it have now are those that it knows.
  static void Learn(const std::vector<store::TicketRow>& rows, CaseRecord& record);
  [[nodiscard]] core::Result<std::vector<store::TicketRow>> Wanted(const NewCase& wanted) const;

  CasesParts p_;
  const Profile& profile_;
  Calendar calendar_;
  static constexpr uint64_t kNever = UINT64_MAX;
  std::atomic<uint64_t> followed_{kNever};  // the last change that FollowTickets() has seen to

  // What CountAlarms() counts, as it was after the change `looked_`.
  struct OpenDeadline {
    core::Timestamp started, due, known;
  };
  [[nodiscard]] core::Status LookForDeadlines();
  std::vector<OpenDeadline> deadlines_;
  uint64_t looked_ = kNever;
};

// kInvalid with all of them; nothing wrong: ok.
[[nodiscard]] core::Status Told(const core::Problems& problems);

}  // namespace ecms

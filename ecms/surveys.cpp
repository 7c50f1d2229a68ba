// SPDX-License-Identifier: Apache-2.0
#include "ecms/surveys.h"

#include <algorithm>
#include <set>

#include "core/base64.h"
#include "dialogs/migrations.h"
#include "ecms/class_shift.h"
#include "ecms/make_surveys.h"
#include "ecms/survey_record.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kShownOfHash = 12;  // characters, in the audit

class PublishedSurveys final : public Surveys {
 public:
  explicit PublishedSurveys(SurveysParts parts) : p_(std::move(parts)) {}

  core::Result<std::vector<SurveyView>> List(const Caller& caller,
                                             std::string_view language) const override {
    ASSIGN_OR_RETURN(const auto records, ListSurveyRecords(p_.store));
    ASSIGN_OR_RETURN(const auto rows, p_.store.ListSurveys());
    std::vector<SurveyView> views;
    for (const SurveyRecord& record : records) {
      if (!record.versions.empty() && MaySeeSurvey(caller, record.organisation))
        views.push_back(View(record, rows, language));
    }
    return views;
  }

  core::Result<std::string> Json(const Caller& caller, std::string_view hash) const override {
    ASSIGN_OR_RETURN(const auto rows, p_.store.ListSurveys());
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const store::SurveyRow& r) { return r.hash == hash; });
    if (row == rows.end()) return NoSuchVersion();
    ASSIGN_OR_RETURN(const auto record, FindSurveyRecord(p_.store, row->id));
    if (!MaySeeSurvey(caller, record.organisation)) return NoSuchVersion();
    return dialogs::MigrateSurvey(row->json, row->format);
  }

  core::Result<std::string> CurrentHash(const Caller& caller, std::string_view id) const override {
    ASSIGN_OR_RETURN(const auto record, FindSurveyRecord(p_.store, id));
    RETURN_IF_ERROR(CheckFree(caller, record));
    return record.current;
  }

  core::Result<std::string> Current(const Caller& caller, std::string_view id) const override {
    ASSIGN_OR_RETURN(const std::string hash, CurrentHash(caller, id));
    return hash.empty() ? core::Result<std::string>(hash) : Json(caller, hash);
  }

  core::Result<Published> Publish(const Caller& caller, std::string_view json,
                                  std::string_view replaces, ShiftLook look) override {
    RETURN_IF_ERROR(CheckRole(caller));
    ASSIGN_OR_RETURN(const auto survey, dialogs::Survey::Parse(json));
    ASSIGN_OR_RETURN(auto record, FindSurveyRecord(p_.store, survey->id()));
    RETURN_IF_ERROR(CheckFree(caller, record));
    if (record.stored == 0) record.organisation = caller.organisation;
    const std::string hash = core::HexEncode(survey->hash());
    RETURN_IF_ERROR(CheckReplaces(record, hash, replaces));
    RETURN_IF_ERROR(p_.fits(*survey));
    ASSIGN_OR_RETURN(const ClassShift shift, ShiftOf(record, survey));
    const bool reads = MayReadTickets(caller.role);
    if (shift.changes && reads && look != ShiftLook::kSeen) {
      return Err(ErrorCode::kConflict,
                 "tickets that are there would get another class; look at the shift, then send "
                 "accept_shift");
    }
    const core::Timestamp now = p_.clock.Now();
    const bool waits = shift.changes && !reads;
    store::CommandGroup group = EndWaiting(record, hash);
    if (waits) {
      record.waiting = SurveyVersion{hash, core::ToText(core::DayOf(now)), caller.name, false};
    } else {
      record.MakeCurrent(hash, caller.name, core::DayOf(now));
    }
    group.emplace_back(
        store::PutSurvey{{hash, survey->id(), dialogs::kSurveyFormat, survey->canonical_json()}});
    group.push_back(PutSurveyRecord(record));
    group.push_back(
        Audit(now, caller, waits ? "survey.wait" : "survey.publish", survey->id(), hash));
    RETURN_IF_ERROR(p_.commit(std::move(group)));
    return Published{hash, waits};
  }

  core::Status Decide(const Caller& caller, std::string_view hash, bool begins,
                      std::string_view replaces) override {
    RETURN_IF_ERROR(CheckReads(caller));
    ASSIGN_OR_RETURN(auto records, ListSurveyRecords(p_.store));
    const auto record = std::find_if(records.begin(), records.end(), [&](const SurveyRecord& r) {
      return r.waiting && r.waiting->hash == hash;
    });
    if (record == records.end() || !MaySeeSurvey(caller, record->organisation))
      return NoSuchVersion();
    const SurveyVersion version = *record->waiting;
    store::CommandGroup group;
    if (begins) {
      RETURN_IF_ERROR(CheckReplaces(*record, version.hash, replaces));
      ASSIGN_OR_RETURN(const std::string json, Json(caller, hash));
      ASSIGN_OR_RETURN(const auto survey, dialogs::Survey::Parse(json));
      RETURN_IF_ERROR(p_.fits(*survey));  // the configuration may have changed since
      record->waiting.reset();
      record->MakeCurrent(version.hash, version.by, core::DayOf(p_.clock.Now()));
    } else {
      group = EndWaiting(*record, "");
    }
    group.push_back(PutSurveyRecord(*record));
    group.push_back(Audit(p_.clock.Now(), caller, begins ? "survey.confirm" : "survey.decline",
                          record->id, version.hash));
    return p_.commit(std::move(group));
  }

  core::Status Withdraw(const Caller& caller, std::string_view hash) override {
    RETURN_IF_ERROR(CheckRole(caller));
    ASSIGN_OR_RETURN(auto records, ListSurveyRecords(p_.store));
    const auto waits = [&](const SurveyRecord& r) { return r.waiting && r.waiting->hash == hash; };
    const auto record = std::find_if(records.begin(), records.end(), [&](const SurveyRecord& r) {
      return waits(r) || r.Find(hash) != nullptr;
    });
    if (record == records.end() || !MaySeeSurvey(caller, record->organisation))
      return NoSuchVersion();
    store::CommandGroup group;
    if (waits(*record)) {
      group = EndWaiting(*record, "");
    } else if (!record->Withdraw(hash)) {
      return Err(ErrorCode::kConflict, "this version is withdrawn already");
    }
    group.push_back(PutSurveyRecord(*record));
    group.push_back(Audit(p_.clock.Now(), caller, "survey.withdraw", record->id, hash));
    return p_.commit(std::move(group));
  }

  core::Status Give(const Caller& caller, std::string_view id,
                    std::string_view organisation) override {
    if (!MayGiveSurveys(caller.role))
      return Err(ErrorCode::kDenied, "an administrator says whose a survey is");
    ASSIGN_OR_RETURN(auto record, FindSurveyRecord(p_.store, id));
    if (record.stored == 0 || record.versions.empty())
      return Err(ErrorCode::kNotFound, "there is no such survey");
    ASSIGN_OR_RETURN(const std::string named, OrganisationNamed(p_.store, organisation));
    ASSIGN_OR_RETURN(const auto accounts, p_.store.ListAccounts());
    const bool known =
        named.empty() || std::any_of(accounts.begin(), accounts.end(),
                                     [&](const auto& row) { return row.organisation == named; });
    if (!known)
      return Err(ErrorCode::kInvalid,
                 "organisation: nobody here belongs to it; make the account of its author first");
    if (record.organisation == named) return {};
    store::CommandGroup group;
    group.push_back(
        store::AppendAudit{{0, p_.clock.Now(), caller.name, "survey.give", record.id, named, {}}});
    record.organisation = named;
    group.push_back(PutSurveyRecord(record));
    return p_.commit(std::move(group));
  }

  core::Result<ClassShift> Shift(const Caller& caller, std::string_view json) const override {
    RETURN_IF_ERROR(CheckReads(caller));
    ASSIGN_OR_RETURN(const auto then, dialogs::Survey::Parse(json));
    ASSIGN_OR_RETURN(const auto record, FindSurveyRecord(p_.store, then->id()));
    RETURN_IF_ERROR(CheckFree(caller, record));
    return ShiftOf(record, then);
  }

 private:
  static tl::unexpected<core::Error> NoSuchVersion() {
    return Err(ErrorCode::kNotFound, "there is no such version");
  }

  // Ids are one name space: who may not see the survey has to take another.
  static core::Status CheckFree(const Caller& caller, const SurveyRecord& record) {
    if (record.stored == 0 || MaySeeSurvey(caller, record.organisation)) return {};
    return Err(ErrorCode::kConflict, "the id \"" + record.id +
                                         "\" is taken in this installation; give the survey "
                                         "another id (form_id in the settings)");
  }

  static core::Status CheckReads(const Caller& caller) {
    if (MayReadTickets(caller.role)) return {};
    return Err(ErrorCode::kDenied, "the role of this account may not read tickets");
  }

  static core::Status CheckReplaces(const SurveyRecord& record, std::string_view hash,
                                    std::string_view replaces) {
    if (record.current != replaces) {
      return Err(ErrorCode::kConflict,
                 record.current.empty()
                     ? "the version that this was to replace is withdrawn; look at the survey again"
                     : "another version was published meanwhile; look at the differences again");
    }
    if (record.current == hash)
      return Err(ErrorCode::kConflict, "this version is published already");
    return {};
  }

  // What other rules do to the survey's tickets. None where it was never published: then there are
  // no tickets.
  [[nodiscard]] core::Result<ClassShift> ShiftOf(
      const SurveyRecord& record, const std::shared_ptr<const dialogs::Survey>& then) const {
    const std::string classing = record.Classing();
    ASSIGN_OR_RETURN(const auto rows, p_.store.ListSurveys());
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const store::SurveyRow& r) { return r.hash == classing; });
    if (row == rows.end()) return ClassShift();
    ASSIGN_OR_RETURN(const std::string json, dialogs::MigrateSurvey(row->json, row->format));
    ASSIGN_OR_RETURN(const auto now, dialogs::Survey::Parse(json));
    return ShiftOfClasses(p_.store, p_.deployment, now, then, p_.clock.Now());
  }

  // Nothing waits any more. Its text goes, unless it is `kept` or was published once.
  static store::CommandGroup EndWaiting(SurveyRecord& record, std::string_view kept) {
    store::CommandGroup group;
    if (record.waiting && record.waiting->hash != kept &&
        record.Find(record.waiting->hash) == nullptr)
      group.emplace_back(store::DropSurvey{record.waiting->hash});
    record.waiting.reset();
    return group;
  }

  static core::Status CheckRole(const Caller& caller) {
    if (MayPublishSurveys(caller.role)) return {};
    return Err(ErrorCode::kDenied, "survey authors and administrators publish surveys");
  }

  static store::Command Audit(core::Timestamp now, const Caller& caller, std::string_view action,
                              const std::string& id, std::string_view hash) {
    return store::AppendAudit{{0,
                               now,
                               caller.name,
                               std::string(action),
                               id,
                               std::string(hash.substr(0, kShownOfHash)),
                               {}}};
  }

  SurveyView View(const SurveyRecord& record, const std::vector<store::SurveyRow>& rows,
                  std::string_view language) const {
    SurveyView view;
    view.id = record.id;
    view.organisation = record.organisation;
    view.uses = p_.uses(record.id);
    if (record.waiting)
      view.versions.push_back(
          {record.waiting->hash, record.waiting->day, record.waiting->by, "waiting"});
    for (auto version = record.versions.rbegin(); version != record.versions.rend(); ++version) {
      if (record.waiting && record.waiting->hash == version->hash)
        continue;  // an earlier one that is to come back
      const char* state = version->withdrawn                ? "withdrawn"
                          : version->hash == record.current ? "current"
                                                            : "earlier";
      view.versions.push_back({version->hash, version->day, version->by, state});
    }
    const std::string& newest =
        record.current.empty() ? record.versions.back().hash : record.current;
    for (const store::SurveyRow& row : rows) {
      if (row.hash != newest) continue;
      auto json = dialogs::MigrateSurvey(row.json, row.format);
      auto survey = json ? dialogs::Survey::Parse(*json) : tl::unexpected(json.error());
      if (!survey) continue;
      view.title = (*survey)->title(language);
      view.languages = (*survey)->languages();
    }
    return view;
  }

  SurveysParts p_;
};

}  // namespace

std::unique_ptr<Surveys> MakeSurveys(SurveysParts parts) {
  return std::make_unique<PublishedSurveys>(std::move(parts));
}

}  // namespace ecms

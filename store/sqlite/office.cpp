// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/office.h"

namespace store::sqlite {

Office::Office(Connection& connection)
    : connection_(connection),
      add_count_(connection.db(),
                 "INSERT INTO counters (name, week, value) VALUES (?, ?, ?)"
                 " ON CONFLICT DO UPDATE SET value = value + excluded.value"),
      name_taken_(connection.db(), "SELECT 1 FROM accounts WHERE name = ? AND id <> ?"),
      put_account_(connection.db(),
                   "INSERT INTO accounts (id, name, role, disabled, organisation) VALUES (?, ?, ?, "
                   "?, ?) ON CONFLICT (id) DO UPDATE"
                   " SET name = excluded.name, role = excluded.role, disabled = excluded.disabled,"
                   " organisation = excluded.organisation"),
      put_api_token_(
          connection.db(),
          "INSERT INTO api_tokens (hash, account) SELECT ?, id FROM accounts WHERE id = ?"
          " ON CONFLICT DO UPDATE SET account = excluded.account"),
      put_survey_(connection.db(),
                  "INSERT INTO surveys (hash, id, format, json) VALUES (?, ?, ?, ?) ON CONFLICT DO "
                  "NOTHING"),
      drop_survey_(connection.db(), "DELETE FROM surveys WHERE hash = ?"),
      put_meta_(connection.db(),
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = "
                "excluded.value"),
      site_taken_(connection.db(), "SELECT 1 FROM sites WHERE code = ? AND own_key <> ?"),
      site_code_(connection.db(), "SELECT code FROM sites WHERE own_key = ?"),
      put_site_(connection.db(),
                "INSERT INTO sites (code, own_key, name, district, sector, owner, address, workers)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (own_key) DO UPDATE SET name = "
                "excluded.name,"
                " district = excluded.district, sector = excluded.sector, owner = excluded.owner,"
                " address = excluded.address, workers = excluded.workers"),
      site_of_spelling_(connection.db(), "SELECT site FROM site_spellings WHERE spelling = ?"),
      put_spelling_(
          connection.db(),
          "INSERT INTO site_spellings (spelling, site) SELECT ?, code FROM sites WHERE code = ?"),
      drop_spelling_(connection.db(), "DELETE FROM site_spellings WHERE spelling = ?"),
      put_erasure_(connection.db(),
                   "INSERT INTO erasures (conversation, step, since_ms) VALUES (?, ?, ?) ON "
                   "CONFLICT DO UPDATE"
                   " SET step = excluded.step, since_ms = excluded.since_ms"),
      drop_erasure_(connection.db(), "DELETE FROM erasures WHERE conversation = ?") {}

core::Status Office::Apply(const AddCount& c) {
  Run(add_count_).Text(c.name).Text(c.week).Int(c.by).Execute();
  return {};
}

core::Status Office::Apply(const PutAccount& c) {
  if (Run(name_taken_).Text(c.row.name).Key(c.row.id).Next()) {
    return core::Err(core::ErrorCode::kConflict, "account: the name belongs to another account");
  }
  Run(put_account_)
      .Key(c.row.id)
      .Text(c.row.name)
      .Text(c.row.role)
      .Bool(c.row.disabled)
      .Text(c.row.organisation)
      .Execute();
  return {};
}

core::Status Office::Apply(const PutApiToken& c) {
  Run(put_api_token_).Bytes16(c.hash).Key(c.account).Execute();
  if (connection_.changes() == 1) return {};
  return core::Err(core::ErrorCode::kNotFound, "API token: no such account");
}

core::Status Office::Apply(const PutSurvey& c) {
  Run(put_survey_).Text(c.row.hash).Text(c.row.id).Int(c.row.format).Text(c.row.json).Execute();
  return {};
}

core::Status Office::Apply(const DropSurvey& c) {
  Run(drop_survey_).Text(c.hash).Execute();
  return {};
}

core::Status Office::Apply(const PutMeta& c) {
  Run(put_meta_).Text(c.key).Text(c.value).Execute();
  return {};
}

core::Status Office::Apply(const PutSite& c) {
  const SiteRow& row = c.row;
  std::string code = row.code;
  {
    Run known(site_code_);
    if (known.Text(row.key).Next()) code = known.GetText();
  }
  if (Run(site_taken_).Text(code).Text(row.key).Next()) {
    return core::Err(core::ErrorCode::kConflict, "site: the code is another site's");
  }
  Run(put_site_)
      .Text(code)
      .Text(row.key)
      .Text(row.name)
      .Text(row.district)
      .Text(row.sector)
      .Text(row.owner)
      .Text(row.address)
      .Int(row.workers)
      .Execute();
  return {};
}

core::Status Office::Apply(const PutSiteSpelling& c) {
  {
    Run known(site_of_spelling_);
    if (known.Text(c.row.spelling).Next()) {
      if (known.GetText() == c.row.site) return {};
      return core::Err(core::ErrorCode::kConflict, "spelling: it is another site's");
    }
  }
  Run(put_spelling_).Text(c.row.spelling).Text(c.row.site).Execute();
  if (connection_.changes() == 1) return {};
  return core::Err(core::ErrorCode::kNotFound, "spelling: no such site");
}

core::Status Office::Apply(const DropSiteSpelling& c) {
  Run(drop_spelling_).Text(c.spelling).Execute();
  return {};
}

core::Status Office::Apply(const PutErasure& c) {
  Run(put_erasure_).Key(c.row.conversation).Int(c.row.step).Time(c.row.since).Execute();
  return {};
}

core::Status Office::Apply(const DropErasure& c) {
  Run(drop_erasure_).Key(c.conversation).Execute();
  return {};
}

}  // namespace store::sqlite

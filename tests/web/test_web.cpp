// SPDX-License-Identifier: Apache-2.0
#include "web/test_web.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "core/base64.h"
#include "core/embedded.h"
#include "core/json.h"

namespace web {

std::span<const core::EmbeddedFile> AppFiles();

Options TestWeb::DefaultOptions() {
  Options options;
  options.office_name = "Ministry <b>of</b> \"Labour\" & Co";
  options.country = "WS";
  options.webchat = {{"web", "Questions"}};
  options.office_check = "labour.example, or the office's window";
  options.posters = {{"sms", "8000"}, {"telegram", "labour_bot"}};
  return options;
}

TestWeb::TestWeb(Options options)
    : web({office.accounts, office.inbox, *office.background, *office.sign_in, *office.sealed_words,
           *office.feed, *office.exports, *office.cases, *office.case_files, *office.sites,
           *office.profile, *office.surveys, *office.threads, *office.alerts, desk, office.changes},
          std::move(options)) {
  office.deployment.office = "Labour Inspectorate";
  auto row = office.Ticket(1, 0);
  row.answers = {{"danger", "yes"}, {"what", "fire gas"}};
  row.ask_back = {"danger-now"};
  record.bytes[0] = 5;
  row.words = {record};
  ticket = row.id;
  office.Put(row);
  for (const char* field : {"scrubbed", "words"})
    office.Commit({store::PutSealed{{record, field, "words", {1, 2, 3}, false}}});
  auto old = office.Ticket(2, 4, "2026-W01");
  old.kind = 2;
  old.clock.reset();
  office.Put(old);
  ecms::NewCase wanted;
  wanted.type = "safety_and_health";
  wanted.origin = "own_plan";
  wanted.severity = 3;
  case_id = office.cases->Open(office.CallerOf("officer"), wanted).value();
  ecms::Entry note;
  note.kind = "note";
  note.text = "Looked at.";
  entry = office.cases->Add(office.CallerOf("officer"), case_id, note, "").value();
  office.Commit({store::PutSite{
      {"A-11", "1", "Blue Reef Cannery", "Apia", "fishing", "", "1 Beach Road", 80}}});
  for (const char* role : {"officer", "supervisor", "administrator"}) {
    search =
        office.sealed_words
            ->BeginSearch(office.accounts.Authenticate(ecms::TestOffice::TokenOf(role)).value(), {})
            .value()
            .number;
  }
  attachment = office.AddFile(case_id, "a pay slip");
  for (const char* role : {"officer", "supervisor", "administrator"}) {
    if (!office.case_files->Open({{}, std::string("name of ") + role, role}, case_id, attachment))
      std::abort();
  }
}

core::HttpResponse TestWeb::Ask(const std::string& method, const std::string& target,
                                const std::string& role, core::Headers more,
                                const std::string& body) const {
  core::HttpRequest request;
  request.method = method;
  request.target = target;
  size_t mark = target.find('?');
  request.path = target.substr(0, mark);
  request.query = mark == std::string::npos ? "" : target.substr(mark + 1);
  request.headers = std::move(more);
  request.body = body;
  if (!role.empty())
    request.headers.emplace_back("Authorization", "Bearer " + ecms::TestOffice::TokenOf(role));
  return web.Handle(request);
}

std::string TestWeb::TargetOf(const Route& route) const {
  std::string target(route.pattern);
  auto fill = [&](const std::string& name, const std::string& value) {
    if (size_t at = target.find(name); at != std::string::npos)
      target.replace(at, name.size(), value);
  };
  fill("{channel}", "web");
  fill("{id}", ticket.Text());
  fill("{search}", std::to_string(search));
  fill("{record}", record.Text());
  fill("{case}", case_id.Text());
  fill("{entry}", entry.Text());
  fill("{attachment}", attachment.Text());
  fill("{number}", "1");
  fill("{site}", "A-11");
  fill("{ticket}", ticket.Text());
  fill("{survey}", office.survey->id());
  fill("{hash}", core::HexEncode(office.survey->hash()));
  fill("{address}", core::AccountId{{9}}.Text());  // nobody's
  fill("{account}", core::AccountId{{1}}.Text());
  for (const core::EmbeddedFile& file : AppFiles()) {
    if (file.name.ends_with(".js")) fill("{file}", std::string(file.name));
  }
  return target;
}

std::vector<Route> Reads() {
  std::vector<Route> out;
  std::copy_if(Routes().begin(), Routes().end(), std::back_inserter(out),
               [](const Route& r) { return r.method == "GET"; });
  return out;
}

std::string ProblemDetail(const core::HttpResponse& response) {
  EXPECT_EQ(core::HeaderValue(response.headers, "Content-Type"), "application/problem+json");
  auto body = core::JsonDocument::Parse(response.body);
  if (!body) {
    ADD_FAILURE() << "no JSON: " << response.body;
    return {};
  }
  core::Problems problems;
  core::ObjectReader reader(body->root(), "", problems);
  EXPECT_EQ(reader.String("type"), "about:blank");
  EXPECT_FALSE(reader.String("title").empty());
  EXPECT_EQ(reader.Integer("status", 100, 599), response.status);
  std::string detail = reader.String("detail");
  reader.Finish();
  EXPECT_TRUE(problems.empty()) << core::Describe(problems);
  EXPECT_FALSE(detail.empty());
  return detail;
}

}  // namespace web

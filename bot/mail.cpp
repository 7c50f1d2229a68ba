// SPDX-License-Identifier: Apache-2.0
#include "bot/mail.h"

#include <curl/curl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <mutex>
#include <vector>

#include "core/base64.h"
#include "core/bytes.h"
#include "core/ids.h"

namespace bot {
namespace {

constexpr long kConnectSeconds = 15;
constexpr long kWholeSeconds = 60;
constexpr size_t kMaxLine = 300;  // of the server's words that are shown

struct FreeCurl {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using Handle = std::unique_ptr<CURL, FreeCurl>;
using List = std::unique_ptr<curl_slist, FreeCurl>;
using Mime = std::unique_ptr<curl_mime, FreeCurl>;

void Append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) return;
  (void)list.release();
  list.reset(longer);
}

std::string DomainOf(const std::string& address) {
  return address.substr(std::min(address.find('@'), address.size() - 1) + 1);
}

// Printable ASCII only: it goes to a terminal.
std::string Shown(std::string_view line) {
  std::string out;
  for (const char c : line.substr(0, kMaxLine)) out += c >= 0x20 && c < 0x7f ? c : ' ';
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

// What the server said: its last line, and the last that refused something (QUIT is answered kindly
// after it).
struct Said {
  std::string last, refusal;
};

// libcurl hands every line of the server to the debug function.
int KeepLines(CURL*, curl_infotype type, char* data, size_t size, void* user) {
  if (type != CURLINFO_HEADER_IN || size == 0) return 0;
  auto& said = *static_cast<Said*>(user);
  said.last.assign(data, size);
  if (*data == '4' || *data == '5') said.refusal = said.last;
  return 0;
}

int StopIfAborted(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(user)->load() ? 1 : 0;
}

// What happened, in a word for the log and in a sentence for people.
MailOutcome OutcomeOf(CURLcode result, const Said& lines, const char* detail) {
  if (result == CURLE_OK) return {true, "", "the mail server took the mail: " + Shown(lines.last)};
  const std::string& line = lines.refusal.empty() ? lines.last : lines.refusal;
  const std::string said = line.empty() ? "" : "; its words: " + Shown(line);
  const std::string why = Shown(*detail != '\0' ? detail : curl_easy_strerror(result));
  switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {false, "name", "the name of the mail server is not known: look at alerts.smtp.url"};
    case CURLE_COULDNT_CONNECT:
      return {false, "connect",
              "nothing answers there: " + why +
                  ". Look at the port in alerts.smtp.url (587 or 465) and at the firewall"};
    case CURLE_OPERATION_TIMEDOUT:
      return {false, "timeout", "the mail server did not answer in time" + said};
    case CURLE_LOGIN_DENIED:
      return {false, "login",
              "the mail server refused user or password" + said +
                  ". Gmail and others want a password made for programs"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return {false, "tls",
              "the certificate of the mail server is not to be trusted: " + why +
                  ". With an own authority name its file in alerts.smtp.ca_file"};
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
      return {false, "tls",
              "the mail server offers no encryption there: " + why +
                  ". Try port 465 with smtps://, or 587 with smtp://"};
    case CURLE_ABORTED_BY_CALLBACK:
      return {false, "stopped", "stopped"};
    default:
      break;
  }
  if (lines.refusal.size() >= 3)
    return {false, "smtp-" + Shown(lines.refusal.substr(0, 3)),
            "the mail server refused the mail" + said};
  return {false, "failed", "the mail did not leave: " + why + said};
}

class CurlMailer final : public Mailer {
 public:
  CurlMailer(MailServer server, const core::Clock& clock, core::RandomSource& random)
      : server_(std::move(server)), clock_(clock), random_(random) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  }

  MailOutcome SendBlocking(const Mail& mail) override {
    char detail[CURL_ERROR_SIZE] =
        "";  // both outlive the handle, whose end may still write to them
    Said said;
    const Handle curl(curl_easy_init());
    if (!curl || aborted_) return {false, "stopped", "stopped"};
    SetServer(curl.get());
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, detail);
    curl_easy_setopt(curl.get(), CURLOPT_DEBUGFUNCTION, KeepLines);
    curl_easy_setopt(curl.get(), CURLOPT_DEBUGDATA, &said);
    curl_easy_setopt(curl.get(), CURLOPT_VERBOSE, 1L);
    List to, headers;
    Append(to, "<" + mail.to.Reveal() + ">");
    for (const std::string& line : HeadersOf(mail)) Append(headers, line);
    const Mime mime(curl_mime_init(curl.get()));
    curl_mimepart* part = curl_mime_addpart(mime.get());
    curl_mime_data(part, mail.text.data(), mail.text.size());
    curl_mime_type(part, "text/plain; charset=utf-8");
    curl_mime_encoder(part, "quoted-printable");
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, ("<" + server_.from + ">").c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl.get(), CURLOPT_MIMEPOST, mime.get());
    const CURLcode result = curl_easy_perform(curl.get());
    return OutcomeOf(result, said, detail);
  }

  void Abort() override { aborted_ = true; }

 private:
  void SetServer(CURL* curl) {
    // The path is what we say in EHLO: the sender's domain, not this machine's name.
    curl_easy_setopt(curl, CURLOPT_URL, (server_.url + "/" + DomainOf(server_.from)).c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, server_.plain_text ? CURLUSESSL_NONE : CURLUSESSL_ALL);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!server_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, server_.ca_file.c_str());
    if (!server_.user.empty()) {
      curl_easy_setopt(curl, CURLOPT_USERNAME, server_.user.c_str());
      curl_easy_setopt(curl, CURLOPT_PASSWORD, server_.password.Reveal().c_str());
    }
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, kWholeSeconds);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, StopIfAborted);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &aborted_);
  }

  std::vector<std::string> HeadersOf(const Mail& mail) {
    return {"From: <" + server_.from + ">",
            "To: <" + mail.to.Reveal() + ">",
            "Subject: " + EncodedSubject(mail.subject),
            "Date: " + MailDate(clock_.Now()),
            "Message-ID: <" + core::IdToText(core::RandomIdBytes(random_)) + "@" +
                DomainOf(server_.from) + ">",
            "Auto-Submitted: auto-generated"};  // RFC 3834: no answers from vacations
  }

  MailServer server_;
  const core::Clock& clock_;
  core::RandomSource& random_;
  std::atomic<bool> aborted_{false};
};

}  // namespace

std::unique_ptr<Mailer> MakeMailer(MailServer server, const core::Clock& clock,
                                   core::RandomSource& random) {
  return std::make_unique<CurlMailer>(std::move(server), clock, random);
}

std::string EncodedSubject(std::string_view subject) {
  const bool plain = std::ranges::all_of(subject, [](char c) { return c >= 0x20 && c < 0x7f; });
  if (plain) return std::string(subject);
  return "=?UTF-8?B?" + core::Base64Encode(core::AsBytes(subject)) + "?=";
}

std::string MailDate(core::Timestamp at) {
  const auto seconds = static_cast<std::time_t>(at.ms / 1000);
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000", fmt::gmtime(seconds));
}

}  // namespace bot

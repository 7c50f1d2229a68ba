// SPDX-License-Identifier: Apache-2.0
#include "ecms/sealed_words.h"

#include <algorithm>

#include "core/utf8.h"
#include "ecms/make_sealed_words.h"
#include "ecms/word_searches.h"
#include "store/audit_chain.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMaxReason = 200;
constexpr size_t kMinReason = 3;
constexpr size_t kChunk = 5000;

class Words final : public SealedWords {
 public:
  explicit Words(SealedWordsParts parts) : p_(parts), searches_(std::move(parts)) {}

  core::Result<Envelope> Open(const Caller& caller, const core::TicketId& ticket,
                              const core::RecordId& record, std::string_view field,
                              std::string_view reason) override {
    if (!MayReadTickets(caller.role))
      return Err(ErrorCode::kDenied, "the role of this account may not read tickets");
    const bool original = field == "words";
    if (!original && field != "scrubbed")
      return Err(ErrorCode::kInvalid, "field: \"scrubbed\" or \"words\"");
    const size_t length = core::Utf16Length(reason);
    if (original && (length < kMinReason || length > kMaxReason))
      return Err(ErrorCode::kInvalid,
                 "reason: 3 to 200 characters that say why the original is needed");
    const core::Error missing{ErrorCode::kNotFound, "there are no such words on this ticket"};
    ASSIGN_OR_RETURN(const auto row, p_.store.FindTicket(ticket));
    if (!row) return tl::unexpected(missing);
    ASSIGN_OR_RETURN(const bool ours, Belongs(*row, record));
    if (!ours) return tl::unexpected(missing);
    ASSIGN_OR_RETURN(auto sealed, p_.store.FindSealed(record));
    auto it = std::find_if(sealed.begin(), sealed.end(),
                           [&](const store::SealedRow& one) { return one.field == field; });
    if (it == sealed.end()) return tl::unexpected(missing);
    store::AuditRow entry{0,
                          p_.clock.Now(),
                          caller.name,
                          original ? "words.open_original" : "words.open",
                          record.Text(),
                          original ? std::string(reason) : "",
                          {}};
    RETURN_IF_ERROR(p_.commit({store::AppendAudit{std::move(entry)}, store::MarkOpened{record}}));
    return Envelope{std::move(it->envelope), p_.organisation, std::move(it->question)};
  }

  core::Result<WordSearch> BeginSearch(const Caller& caller, const TicketQuery& query) override {
    return searches_.Begin(caller, query);
  }
  core::Result<SearchedPage> SearchPage(const Caller& caller, int64_t search,
                                        size_t from) const override {
    return searches_.Page(caller, search, from);
  }

  core::Result<AuditPage> Audit(const Caller& caller, std::optional<int64_t> before,
                                size_t limit) const override {
    if (!MayReadAudit(caller.role))
      return Err(ErrorCode::kDenied, "the role of this account may not read the audit");
    AuditPage page;
    int64_t end = before.value_or(0);
    if (!before) {
      ASSIGN_OR_RETURN(page.chain, WholeChain(end));
    }
    const int64_t begin = std::max<int64_t>(0, end - 1 - static_cast<int64_t>(limit));
    ASSIGN_OR_RETURN(auto rows, p_.store.ListAudit(begin, limit));
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
      if (row->number >= end) continue;  // one before it is missing
      page.entries.push_back({row->number, row->at, std::move(row->actor), std::move(row->action),
                              std::move(row->object), std::move(row->detail)});
    }
    page.next = begin > 0 ? begin + 1 : 0;
    return page;
  }

 private:
  // `end`: the number behind the last one.
  core::Result<AuditPage::Chain> WholeChain(int64_t& end) const {
    std::vector<store::AuditRow> all;
    for (end = 1;; end = all.back().number + 1) {
      ASSIGN_OR_RETURN(auto rows, p_.store.ListAudit(end - 1, kChunk));
      if (rows.empty()) break;
      std::move(rows.begin(), rows.end(), std::back_inserter(all));
    }
    return AuditPage::Chain{static_cast<int64_t>(all.size()), store::FirstBrokenLink(all)};
  }
  // Of the ticket itself, or of the conversation on it.
  core::Result<bool> Belongs(const store::TicketRow& ticket, const core::RecordId& record) const {
    if (std::find(ticket.words.begin(), ticket.words.end(), record) != ticket.words.end())
      return true;
    ASSIGN_OR_RETURN(const auto entries, p_.store.ListThreadEntries(ticket.id));
    return std::any_of(entries.begin(), entries.end(),
                       [&](const store::ThreadEntryRow& entry) { return entry.words == record; });
  }

  SealedWordsParts p_;
  WordSearches searches_;
};

}  // namespace

std::unique_ptr<SealedWords> MakeSealedWords(SealedWordsParts parts) {
  return std::make_unique<Words>(std::move(parts));
}

}  // namespace ecms

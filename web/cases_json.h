// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/json_writer.h"
#include "ecms/cases.h"

namespace web {

[[nodiscard]] std::string ToJson(const ecms::CaseView& view);
[[nodiscard]] std::string ToJson(const ecms::CasePage& page);
[[nodiscard]] std::string ToJson(const ecms::Remedy& remedy);
[[nodiscard]] std::string ToJson(const ecms::Notice& notice);
[[nodiscard]] std::string ToJson(const ecms::TicketCase& about);
[[nodiscard]] std::string ToJson(const ecms::Profile& profile, std::string_view language);
void WriteSummaries(core::JsonWriter& w, std::string_view key,
                    const std::vector<ecms::CaseSummary>& cases);
void WriteEntry(core::JsonWriter& w, const ecms::Entry& entry);

}  // namespace web

// SPDX-License-Identifier: Apache-2.0
// ODK XForms (https://getodk.github.io/xforms-spec/): the same survey for ODK Collect, Enketo and
// Kobo.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "locales/catalog.h"

namespace authoring {

// XForm XML of a survey in canonical JSON, which must be what Survey::Parse takes. What only a chat
// has is left out: ends and stops, confirmation, triage, wordings of channels; `validation` rules
// join the constraint. `catalogs` words the choice that or_other adds.
[[nodiscard]] core::Result<std::string> ExportXForm(std::string_view json,
                                                    const locales::Catalogs& catalogs);

}  // namespace authoring

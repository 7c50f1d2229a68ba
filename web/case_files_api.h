// SPDX-License-Identifier: Apache-2.0
// Handlers for the files of a case (ecms/case_files.h). What travels is sealed; the server cannot
// read it.
#pragma once

#include "core/http.h"
#include "web/routes.h"

namespace web {

[[nodiscard]] core::HttpResponse ListFiles(const Call& call);
[[nodiscard]] core::HttpResponse BeginFile(const Call& call);
[[nodiscard]] core::HttpResponse PutFilePart(const Call& call);
[[nodiscard]] core::HttpResponse CompleteFile(const Call& call);
[[nodiscard]] core::HttpResponse OpenFile(const Call& call);
[[nodiscard]] core::HttpResponse GetFilePart(const Call& call);
[[nodiscard]] core::HttpResponse RemoveFile(const Call& call);

}  // namespace web

// SPDX-License-Identifier: Apache-2.0
// /api/v1/surveys: what survey authors do. Nothing here comes from a worker.
#pragma once

#include "core/http.h"
#include "web/routes.h"

namespace web {

// What a file of an author may have; one that is larger is for `dwbot check`.
inline constexpr size_t kMaxSurveyBytes = size_t{4} << 20;

[[nodiscard]] core::HttpResponse ListSurveys(const Call& call);
[[nodiscard]] core::HttpResponse GetSurveyVersion(const Call& call);
[[nodiscard]] core::HttpResponse SurveyWorkbook(const Call& call);
[[nodiscard]] core::HttpResponse CheckSurvey(const Call& call);
[[nodiscard]] core::HttpResponse SurveyTemplate(const Call& call);
[[nodiscard]] core::HttpResponse SurveyProblems(const Call& call);
[[nodiscard]] core::HttpResponse PreviewSurvey(const Call& call);
[[nodiscard]] core::HttpResponse CompareSurvey(const Call& call);
[[nodiscard]] core::HttpResponse ShiftOfClasses(const Call& call);
[[nodiscard]] core::HttpResponse ShiftOfVersion(const Call& call);
[[nodiscard]] core::HttpResponse DecideOnVersion(const Call& call);
[[nodiscard]] core::HttpResponse PublishSurvey(const Call& call);
[[nodiscard]] core::HttpResponse GiveSurvey(const Call& call);
[[nodiscard]] core::HttpResponse WithdrawSurvey(const Call& call);

}  // namespace web

// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsform/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "authoring/parse_problems.h"
#include "authoring/xlsform/form.h"
#include "authoring/xlsform/respell.h"
#include "authoring/xlsform/text.h"
#include "dialogs/nearest.h"

namespace authoring {
namespace {

constexpr int kMaxSettled = 16;  // comparisons of one expression
constexpr SheetKind kKinds[] = {SheetKind::kSurvey, SheetKind::kChoices, SheetKind::kSettings,
                                SheetKind::kTriage};

const Sheet* FindSheet(const Workbook& book, SheetKind kind) {
  for (const Sheet& sheet : book.sheets) {
    if (Slug(sheet.name) == Name(kind)) return &sheet;
  }
  // A workbook with one sheet of any name is a survey.
  return kind == SheetKind::kSurvey && book.sheets.size() == 1 ? &book.sheets[0] : nullptr;
}

void ReportSheets(const Workbook& book, Diagnostics& diagnostics) {
  std::vector<std::string_view> missing;
  for (SheetKind kind : kKinds) {
    if (FindSheet(book, kind) == nullptr) missing.push_back(Name(kind));
  }
  for (const Sheet& sheet : book.sheets) {
    if (Slug(sheet.name) == "entities") {
      diagnostics.Add(
          "E-SHEET-ENTITIES", {sheet.name, 0, std::nullopt, "", "", ""},
          "Entities keep a record of one person from form to form; a chat survey never does.",
          "Delete the sheet entities.");
    }
    if (sheet.name.starts_with('_') || IsSurveySheet(sheet.name)) continue;
    const std::string near = dialogs::Nearest(Slug(sheet.name), missing);
    if (near.empty() || book.sheets.size() == 1) continue;
    diagnostics.Add(
        "W-SHEET-NAME", {sheet.name, 0, std::nullopt, "", "", ""},
        fmt::format("The sheet \"{}\" was not read. Did you mean \"{}\"?", sheet.name, near),
        fmt::format("Rename the sheet to: {}", near));
  }
  if (FindSheet(book, SheetKind::kSurvey) != nullptr) return;
  std::string names;
  for (const Sheet& sheet : book.sheets) names += (names.empty() ? "" : ", ") + sheet.name;
  diagnostics.Add(
      "E-SHEET-MISSING", {},
      fmt::format("The workbook has no sheet named \"survey\". Its sheets are: {}.", names),
      "Rename the sheet that holds the questions to: survey");
}

Tree Build(Form& form) {
  Tree out = Tree::Object({static_cast<uint8_t>(SheetKind::kSurvey), 1});
  FindLists(form);
  Tree rows = ReadRows(form);
  CheckConsent(form);
  Tree lists = ReadLists(form);
  const Settings& s = form.settings;
  const auto settings_at = [&](std::string_view key) {
    if (!form.settings_sheet || form.settings_sheet->rows().empty()) return CellRef{};
    return Form::Ref(*form.settings_sheet,
                     form.settings_sheet->At(form.settings_sheet->rows().front(), key));
  };
  out.Set("format", Tree::Raw("1"));
  out.Set("id", Tree::Text(s.id, settings_at("form_id")));
  if (!s.version.empty()) out.Set("version", Tree::Text(s.version, settings_at("version")));
  Tree& languages = out.Set("languages", Tree::Array());
  for (const Languages::One& language : form.languages.all())
    languages.Push(Tree::Text(language.tag, language.at));
  Tree title = SameInAll(form, s.title, settings_at("form_title"));
  if (form.settings_sheet && !form.settings_sheet->rows().empty()) {
    const uint32_t row = form.settings_sheet->rows().front();
    if (auto titles = ReadTexts(form, *form.settings_sheet, row, "chat_title", "form_title"))
      title = std::move(*titles);
  }
  out.Set("title", std::move(title));
  if (!s.expires_hours.empty())
    out.Set("expires_hours", Tree::Raw(s.expires_hours, settings_at("chat_expire_h")));
  if (!lists.empty()) out.Set("choices", std::move(lists));
  out.Set("questions", std::move(rows));
  ReadTriageSheet(form, out);
  Tree extra = Tree::Object();
  for (const Header& h :
       form.settings_sheet ? form.settings_sheet->headers() : std::vector<Header>()) {
    const bool kept = !h.known || h.key == "instance_name" || h.key == "sms_keyword";
    if (!kept || form.settings_sheet->rows().empty()) continue;
    const Value value = form.settings_sheet->Get(form.settings_sheet->rows().front(), h);
    if (value)
      extra.Set(h.typed, Tree::Text(value.text, Form::Ref(*form.settings_sheet, value.place)));
  }
  if (!extra.empty()) out.Set("extra", std::move(extra));
  return out;
}

// What follows from a list that is not there, which is told where it is named.
bool FollowsFromList(const Form& form, const dialogs::SurveyProblem& problem) {
  using dialogs::Flaw;
  const bool choice =
      problem.flaw.flaw == Flaw::kNoChoice || problem.flaw.flaw == Flaw::kChoiceNowhere;
  if (choice) return form.without_list.contains(problem.flaw.about.at(0));
  constexpr std::string_view kNamed = "questions.";
  return problem.kind == dialogs::ProblemKind::kRole && problem.path.starts_with(kNamed) &&
         form.without_list.contains(problem.path.substr(kNamed.size()));
}

// Which cells need each other, in their order.
std::string CellsOf(const Form& form, const Tree& tree, const std::vector<std::string>& circle) {
  constexpr size_t kNamed = 8;
  std::string out;
  for (size_t i = 0; i < circle.size() && i < kNamed; ++i)
    out += (i == 0 ? "" : " needs ") + Where(form.PlaceOf(tree.Locate(circle[i])));
  if (circle.size() > kNamed)
    out += fmt::format(" needs {} more cells, the last of which", circle.size() - kNamed);
  return fmt::format("This depends on itself: {} needs {}.", out,
                     Where(form.PlaceOf(tree.Locate(circle[0]))));
}

// ${paid} = 'Yes, all of it': what workers read, where the choice's name belongs. That name, or "".
std::string Labelled(const Form& form, const dialogs::SurveyProblem& problem) {
  const bool nowhere = problem.flaw.flaw == dialogs::Flaw::kChoiceNowhere;
  return nowhere && problem.flaw.about.size() > 1
             ? ChoiceLabelled(form, problem.flaw.about[0], problem.flaw.about[1])
             : "";
}

void AddLabelled(const dialogs::SurveyProblem& problem, Place place, const std::string& name,
                 Diagnostics& diagnostics) {
  std::string mended = problem.expression;
  mended.replace(problem.flaw.position, problem.flaw.length, "'" + name + "'");
  place.text = problem.expression;
  Diagnostic& d = diagnostics.Add(
      "E-CHOICE-UNKNOWN", std::move(place),
      fmt::format("'{}' is what workers read; an expression names the choice: '{}'.",
                  problem.flaw.about[1], name),
      "Change to: " + mended);
  d.caret = problem.flaw.position;
  d.caret_length = problem.flaw.length;
}

void AddProblems(const Form& form, const Tree& tree,
                 const std::vector<dialogs::SurveyProblem>& problems, Diagnostics& diagnostics) {
  auto row_of = [&](const std::string& name) {
    auto found = form.names.find(name);
    return found == form.names.end() ? 0U : found->second;
  };
  const auto& told = diagnostics.all();  // by choices.cpp, each at its cell
  const bool labels_told = std::any_of(
      told.begin(), told.end(), [](const Diagnostic& d) { return d.rule == "E-CHOICE-LABEL-DUP"; });
  for (const dialogs::SurveyProblem& problem : problems) {
    if (labels_told && problem.kind == dialogs::ProblemKind::kLabelTwice) continue;
    if (FollowsFromList(form, problem)) continue;
    Place place = form.PlaceOf(tree.Locate(problem.path));
    constexpr std::string_view kNamed = "questions.";
    if (problem.path.starts_with(kNamed)) {
      const std::string name = problem.path.substr(kNamed.size());
      if (row_of(name) != 0) place = form.survey->At(row_of(name), "name");
    }
    // What was refused already is not told twice in other words.
    if (diagnostics.HasErrorAt(place)) continue;
    if (problem.kind == dialogs::ProblemKind::kCircle && !problem.flaw.about.empty()) {
      diagnostics.Add("E-CYCLE", form.PlaceOf(tree.Locate(problem.flaw.about[0])),
                      CellsOf(form, tree, problem.flaw.about),
                      "Take one of them out of what another one reads.");
      continue;
    }
    if (place.sheet.empty()) place.path = problem.path;
    if (const std::string name = Labelled(form, problem); !name.empty()) {
      AddLabelled(problem, std::move(place), name, diagnostics);
      continue;
    }
    AddParseProblem(problem, std::move(place), row_of, diagnostics);
  }
}

// A comparison with a choice that the list does not have never holds. Other form tools run such a
// form, so it is imported without the comparison and with a warning; a name that is nearly that of
// a choice stays an error. True if any was settled. `written`: by path what the author wrote, where
// a comparison before this one was left out.
bool SettleUnknownChoices(const Form& form, Tree& tree,
                          const std::vector<dialogs::SurveyProblem>& problems,
                          std::map<std::string, std::string>& written) {
  bool settled = false;
  for (const dialogs::SurveyProblem& problem : problems) {
    if (problem.flaw.flaw != dialogs::Flaw::kChoiceNowhere ||
        !problem.path.starts_with("questions"))
      continue;
    if (FollowsFromList(form, problem) || !Labelled(form, problem).empty()) continue;
    std::string without = WithoutComparison(problem.expression, problem.flaw.position);
    if (without.empty()) continue;
    Place place = form.PlaceOf(tree.Locate(problem.path));
    const std::string& source = written.try_emplace(problem.path, problem.expression).first->second;
    // What was left out stands before it: it is as far from the end as ever.
    const size_t at =
        source.size() - std::min(source.size(), problem.expression.size() - problem.flaw.position);
    place.text = source;
    Diagnostic& d = form.diagnostics.Add(
        "W-CHOICE-UNKNOWN", std::move(place),
        fmt::format("{}. No answer can be it, so this comparison was left out.",
                    dialogs::Words(problem.flaw)),
        problem.flaw.about.at(1).find(' ') == std::string::npos
            ? "Name a choice of the list, or delete the comparison."
            : "Ask for one choice at a time: selected(${q}, 'a') and selected(${q}, 'b')");
    d.caret = at;
    d.caret_length = problem.flaw.length;
    settled = tree.SetText(problem.path, std::move(without)) || settled;
  }
  return settled;
}

// False if a table lacks a column without which nothing else could be said but its consequences.
bool OpenTables(Form& form, const Workbook& workbook) {
  bool usable = true;
  auto open = [&](std::optional<Table>& table, SheetKind kind) {
    const Sheet* sheet = FindSheet(workbook, kind);
    // Form tools leave sheets empty that the survey does not need.
    if (sheet == nullptr || (sheet->cells.empty() && kind != SheetKind::kSurvey)) return;
    table.emplace(*sheet, kind, form.diagnostics);
    usable = usable && table->usable();
  };
  open(form.survey, SheetKind::kSurvey);
  open(form.choices, SheetKind::kChoices);
  open(form.settings_sheet, SheetKind::kSettings);
  open(form.triage, SheetKind::kTriage);
  return usable;
}

void Import(Form& form, std::string_view file_stem, Imported& out) {
  ReadSettings(form, file_stem);
  std::vector<const Table*> tables{&*form.survey};
  if (form.choices) tables.push_back(&*form.choices);
  Value default_language;
  if (form.settings_sheet && !form.settings_sheet->rows().empty())
    default_language =
        form.settings_sheet->Get(form.settings_sheet->rows().front(), "default_language");
  form.languages.Collect(tables, default_language, form.diagnostics);
  auto built = std::make_shared<Tree>(Build(form));
  out.tree = built;
  Tree& tree = *built;
  out.json = tree.Write();
  auto parsed = dialogs::Survey::Parse(out.json);
  std::vector<dialogs::SurveyProblem> problems;
  std::map<std::string, std::string> written;
  // Of each expression one problem is told at a time.
  for (int left = kMaxSettled; !parsed && left >= 0; --left) {
    problems = dialogs::FindProblems(out.json);
    if (left == 0 || !SettleUnknownChoices(form, tree, problems, written)) break;
    out.json = tree.Write();
    parsed = dialogs::Survey::Parse(out.json);
  }
  if (!parsed) AddProblems(form, tree, problems, form.diagnostics);
  if (parsed && !form.diagnostics.HasErrors()) out.survey = *parsed;
}

}  // namespace

Place PlaceInWorkbook(const Workbook& workbook, const Tree& tree, std::string_view path) {
  std::string text;
  const CellRef ref = tree.Locate(path, &text);
  const Sheet* sheet = FindSheet(workbook, static_cast<SheetKind>(ref.sheet));
  if (sheet == nullptr || ref.row == 0) return {};
  Place place{sheet->name, ref.row, std::nullopt, "", std::move(text), ""};
  if (ref.column == CellRef::kNoColumn) return place;
  place.column = ref.column;
  if (const Cell* header = sheet->At(1, ref.column)) place.header = header->text;
  if (const Cell* cell = sheet->At(ref.row, ref.column))
    place.text = cell->text;  // as it was typed
  return place;
}

bool IsSurveySheet(std::string_view name) {
  const std::string slug = Slug(name);
  return std::any_of(std::begin(kKinds), std::end(kKinds),
                     [&](SheetKind kind) { return Name(kind) == slug; });
}

Imported ImportXlsForm(const Workbook& workbook, std::string_view file_stem,
                       Diagnostics& diagnostics) {
  Imported out;
  ReportSheets(workbook, diagnostics);
  const Sheet* survey = FindSheet(workbook, SheetKind::kSurvey);
  std::vector<std::string> order;
  for (const Sheet& sheet : workbook.sheets) order.push_back(sheet.name);
  if (survey != nullptr) {
    Form form{diagnostics, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
    if (OpenTables(form, workbook)) Import(form, file_stem, out);
  }
  diagnostics.Sort(order);
  return out;
}

}  // namespace authoring

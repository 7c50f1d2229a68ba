// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsx/read.h"

#include <fmt/format.h>

#include <map>

#include "authoring/limits.h"
#include "authoring/xlsx/archive.h"
#include "authoring/xlsx/formats.h"
#include "authoring/xlsx/sheet.h"
#include "authoring/xlsx/xml.h"

namespace authoring {
namespace {

using core::ErrorCode;

core::Status Sniff(std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  if (bytes.size() > limits::kMaxFileBytes)
    return core::Err(ErrorCode::kTooLarge,
                     "The file is over 10 MB. Remove pictures and other sheets.");
  if (bytes.starts_with("\xD0\xCF\x11\xE0"sv)) {
    const bool encrypted =
        bytes.find("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv) != std::string_view::npos;
    return core::Err(ErrorCode::kInvalid, encrypted
                                              ? "The file is encrypted. Remove the password (File "
                                                "> Info > Protect Workbook), then save it again "
                                                "as .xlsx."
                                              : "This is an old Excel 97-2003 file (.xls), "
                                                "whatever its name says. Open it and use Save As > "
                                                "Excel Workbook (.xlsx).");
  }
  if (bytes.empty()) return core::Err(ErrorCode::kInvalid, "The file is empty.");
  if (!bytes.starts_with("PK\x03\x04"sv))
    return core::Err(ErrorCode::kInvalid,
                     "This is not an Excel workbook. Save it as Excel Workbook (.xlsx).");
  return {};
}

core::Result<std::unique_ptr<XmlPart>> Part(Archive& archive, const std::string& name) {
  ASSIGN_OR_RETURN(std::string bytes, archive.Read(name));
  return XmlPart::Parse(std::move(bytes), name);
}

// A target of a relationship, relative to the folder of the part that names it, as an entry's name.
std::string Resolve(std::string_view folder, std::string_view target) {
  std::string path = target.starts_with('/') ? std::string(target.substr(1))
                                             : std::string(folder) + std::string(target);
  for (size_t up = path.find("/../"); up != std::string::npos; up = path.find("/../")) {
    const size_t parent = up == 0 ? std::string::npos : path.rfind('/', up - 1);
    path.erase(parent == std::string::npos ? 0 : parent + 1,
               up + 4 - (parent == std::string::npos ? 0 : parent + 1));
  }
  return path;
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

struct Relation {
  std::string id, type, target;
};

std::vector<Relation> Relations(pugi::xml_node root, const std::string& folder) {
  std::vector<Relation> out;
  for (pugi::xml_node r : root.children()) {
    const std::string_view type = Attribute(r, "Type");
    if (Attribute(r, "TargetMode") == "External") continue;
    out.push_back({std::string(Attribute(r, "Id")),
                   std::string(type.substr(std::min(type.rfind('/') + 1, type.size()))),
                   Resolve(folder, Attribute(r, "Target"))});
  }
  return out;
}

const Relation* OfType(const std::vector<Relation>& relations, std::string_view type) {
  for (const Relation& r : relations) {
    if (r.type == type) return &r;
  }
  return nullptr;
}

core::Result<std::string> FindWorkbook(Archive& archive) {
  if (!archive.Has("_rels/.rels")) {
    auto kind = archive.Has("mimetype") ? archive.Read("mimetype") : core::Result<std::string>("");
    if (kind && kind->starts_with("application/vnd.oasis.opendocument"))
      return core::Err(ErrorCode::kInvalid,
                       "This is an OpenDocument file (.ods). Open it in LibreOffice and use Save "
                       "As > Excel 2007-365 (.xlsx).");
    return core::Err(ErrorCode::kInvalid,
                     "There is no workbook in this file. Save it as Excel Workbook (.xlsx).");
  }
  ASSIGN_OR_RETURN(auto rels, Part(archive, "_rels/.rels"));
  const auto relations = Relations(rels->root(), "");
  const Relation* office = OfType(relations, "officeDocument");
  if (office == nullptr)
    return core::Err(ErrorCode::kInvalid,
                     "There is no workbook in this file. Save it as Excel Workbook (.xlsx).");
  return office->target;
}

class Reader {
 public:
  Reader(Archive archive, const std::function<bool(std::string_view)>& wanted)
      : archive_(std::move(archive)), wanted_(wanted) {}

  core::Result<Workbook> Run() {
    ASSIGN_OR_RETURN(const std::string path, FindWorkbook(archive_));
    ASSIGN_OR_RETURN(auto book, Part(archive_, path));
    if (!IsNamed(book->root(), "workbook")) {
      return core::Err(
          ErrorCode::kInvalid,
          path.starts_with("word/")
              ? "This is a Word document. Write it as a workbook (.xlsx)."
              : "There is no workbook in this file. Save it as Excel Workbook (.xlsx).");
    }
    const std::string folder = FolderOf(path);
    ASSIGN_OR_RETURN(auto rels,
                     Part(archive_, folder + "_rels/" + path.substr(folder.size()) + ".rels"));
    relations_ = Relations(rels->root(), folder);
    const std::string_view date1904 = Attribute(ChildNamed(book->root(), "workbookPr"), "date1904");
    context_.date1904 = date1904 == "1" || date1904 == "true";
    RETURN_IF_ERROR(Strings());
    RETURN_IF_ERROR(Styles());
    return Sheets(ChildNamed(book->root(), "sheets"));
  }

 private:
  core::Status Strings() {
    const Relation* part = OfType(relations_, "sharedStrings");
    if (part == nullptr || !archive_.Has(part->target)) return {};
    ASSIGN_OR_RETURN(auto xml, Part(archive_, part->target));
    for (pugi::xml_node item : xml->root().children()) {
      if (!IsNamed(item, "si")) continue;
      if (context_.strings.size() >= limits::kMaxSharedStrings)
        return core::Err(ErrorCode::kTooLarge, fmt::format("The workbook holds more than {} texts.",
                                                           limits::kMaxSharedStrings));
      context_.strings.push_back(RichText(item));
    }
    return {};
  }

  core::Status Styles() {
    const Relation* part = OfType(relations_, "styles");
    if (part == nullptr || !archive_.Has(part->target)) return {};
    ASSIGN_OR_RETURN(auto xml, Part(archive_, part->target));
    context_.date_styles = DateStyles(xml->root());
    return {};
  }

  core::Result<Workbook> Sheets(pugi::xml_node list) {
    Workbook out;
    std::vector<std::string> ids;
    for (pugi::xml_node node : list.children()) {
      if (!IsNamed(node, "sheet") || out.sheets.size() >= limits::kMaxZipEntries) continue;
      out.sheets.push_back({core::RepairUtf8(Attribute(node, "name")), {}, {}});
      ids.emplace_back(Attribute(node, "id"));
    }
    if (out.sheets.empty()) return core::Err(ErrorCode::kInvalid, "The workbook has no sheets.");
    for (size_t i = 0; i < out.sheets.size(); ++i) {
      if (out.sheets.size() > 1 && !wanted_(out.sheets[i].name)) continue;
      for (const Relation& r : relations_) {
        if (r.id != ids[i] || r.type != "worksheet") continue;
        ASSIGN_OR_RETURN(auto xml, Part(archive_, r.target));
        RETURN_IF_ERROR(ReadSheet(xml->root(), context_, out.sheets[i]));
      }
    }
    return out;
  }

  Archive archive_;
  const std::function<bool(std::string_view)>& wanted_;
  std::vector<Relation> relations_;
  SheetContext context_;
};

}  // namespace

core::Result<Workbook> ReadXlsx(std::string_view bytes,
                                const std::function<bool(std::string_view)>& wanted) {
  RETURN_IF_ERROR(Sniff(bytes));
  ASSIGN_OR_RETURN(Archive archive, Archive::Open(bytes));
  return Reader(std::move(archive), wanted).Run();
}

}  // namespace authoring

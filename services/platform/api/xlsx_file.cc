#include "services/platform/api/xlsx_file.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

#include "absl/strings/str_replace.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::api {
namespace {

constexpr char kWorkbookPart[] = "xl/workbook.xml";
constexpr absl::string_view kHidden = "state=\"hidden\"";

absl::StatusOr<std::string> ReadAll(int file) {
  struct stat stat = {};
  if (fstat(file, &stat) != 0) return status::Internal();
  std::string bytes(static_cast<size_t>(stat.st_size), '\0');
  size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t got = pread(file, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
    if (got <= 0) return status::Internal();
    at += static_cast<size_t>(got);
  }
  return bytes;
}

std::string ReadPart(zip_t* zip, const char* name) {
  zip_stat_t stat;
  zip_file_t* const file = zip_fopen(zip, name, 0);
  if (file == nullptr) return {};
  std::string content;
  if (zip_stat(zip, name, 0, &stat) == 0) {
    content.resize(stat.size);
    if (zip_fread(file, content.data(), stat.size) != static_cast<zip_int64_t>(stat.size)) {
      content.clear();
    }
  }
  zip_fclose(file);
  return content;
}

// The workbook's list of sheets with its hidden ones out of every menu, locked; as it is if none
// is hidden. libxlsxwriter knows neither.
std::string HiddenForGood(std::string part) {
  if (part.find(kHidden.data(), 0, kHidden.size()) == std::string::npos) return part;
  return absl::StrReplaceAll(
      part, {{kHidden, "state=\"veryHidden\""},
             {"<bookViews>", "<workbookProtection lockStructure=\"1\"/><bookViews>"}});
}

absl::StatusOr<std::string> Patched(std::string_view bytes) {
  // In memory of libzip's own: what it writes shares the unchanged beginning with what it read, and
  // frees that.
  void* const copy = std::malloc(bytes.size());
  if (copy == nullptr) return status::Internal();
  std::memcpy(copy, bytes.data(), bytes.size());
  zip_source_t* const source = zip_source_buffer_create(copy, bytes.size(), 1, nullptr);
  if (source == nullptr) {
    std::free(copy);
    return status::Internal();
  }
  zip_source_keep(source);
  zip_t* const zip = zip_open_from_source(source, 0, nullptr);
  if (zip == nullptr) {
    zip_source_free(source);
    zip_source_free(source);
    return status::Internal();
  }
  const std::string part = HiddenForGood(ReadPart(zip, kWorkbookPart));
  zip_source_t* const replaced = zip_source_buffer(zip, part.data(), part.size(), 0);
  const zip_int64_t place = zip_name_locate(zip, kWorkbookPart, 0);
  std::string result;
  if (part.empty() || place < 0 ||
      zip_file_replace(zip, static_cast<zip_uint64_t>(place), replaced, 0) != 0) {
    zip_source_free(replaced);
    zip_discard(zip);
  } else if (zip_close(zip) != 0) {
    zip_discard(zip);
  } else if (zip_stat_t stat; zip_source_open(source) == 0 && zip_source_stat(source, &stat) == 0) {
    result.resize(stat.size);
    zip_source_read(source, result.data(), result.size());
    zip_source_close(source);
  }
  zip_source_free(source);
  if (result.empty()) return status::Internal();
  return result;
}

}  // namespace

void XlsxFile::Close::operator()(int* file) const {
  close(*file);
  delete file;
}

absl::StatusOr<XlsxFile> XlsxFile::Make(bool row_by_row) {
  const int file = memfd_create("xlsx", MFD_CLOEXEC);
  if (file < 0) return status::Internal();
  XlsxFile result;
  result.file_.reset(new int(file));
  lxw_workbook_options options = {};
  options.constant_memory = row_by_row ? LXW_TRUE : LXW_FALSE;
  result.book_.reset(workbook_new_opt(text::Cat("/proc/self/fd/", file).c_str(), &options));
  if (result.book_ == nullptr) return status::Internal();
  return result;
}

absl::StatusOr<std::string> XlsxFile::Finish() {
  bool hidden = false;
  for (const lxw_sheet* sheet = STAILQ_FIRST(book_->sheets); sheet != nullptr;
       sheet = STAILQ_NEXT(sheet, list_pointers)) {
    hidden = hidden || (!sheet->is_chartsheet && sheet->u.worksheet->hidden != 0);
  }
  // Frees the workbook, whatever comes of it.
  if (workbook_close(book_.release()) != LXW_NO_ERROR) return status::Internal();
  EDUPLAN_ASSIGN_OR_RETURN(std::string bytes, ReadAll(*file_));
  return hidden ? Patched(bytes) : std::move(bytes);
}

}  // namespace eduplan::api

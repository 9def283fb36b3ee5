#include "services/platform/api/xlsx/package.h"

#include <vector>

#include "services/platform/api/xlsx/problem.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::api::xlsx {
namespace {

constexpr int64_t kMostEntries = 4096;
constexpr uint64_t kMostInflated = 256ULL << 20;
// Sheets of offices shrink 5 to 40 times; a bomb up to 1,000 times.
constexpr uint64_t kSteepestRatio = 200;
constexpr uint64_t kRatioCountsFrom = 1 << 20;
constexpr size_t kPiece = 64 << 10;

constexpr std::string_view kOleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
// The name of the stream that holds an encrypted workbook, as OLE writes names: UTF-16.
constexpr std::string_view kEncryptedPackage("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
                                             32);

absl::Status Encrypted() {
  return Wrong("XLSX_ENCRYPTED", "the workbook is protected by a password; save it without one",
               "工作簿已加密，请取消密码后另存");
}

absl::Status Invalid(std::string_view english, std::string_view chinese) {
  return Wrong("XLSX_INVALID", english, chinese);
}

absl::Status TooLarge(std::string_view part, std::string_view english, std::string_view chinese) {
  return Wrong("XLSX_TOO_LARGE", text::Cat("part ", part, " of the workbook ", english),
               text::Cat("工作簿的部件 ", part, chinese));
}

absl::Status CheckBeginning(std::string_view bytes) {
  if (bytes.starts_with(kOleMagic)) {
    if (bytes.find(kEncryptedPackage) != std::string_view::npos) return Encrypted();
    return Wrong("XLSX_OLD_FORMAT",
                 "an .xls file (Excel 97-2003) or another old document; save it as .xlsx",
                 "这是 .xls（Excel 97-2003）等旧格式文件，请另存为 .xlsx");
  }
  if (!bytes.starts_with("PK")) {
    return Invalid("the file is not an .xlsx workbook", "文件不是 .xlsx 工作簿");
  }
  return absl::OkStatus();
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

absl::StatusOr<Package> Package::Open(std::string_view bytes) {
  EDUPLAN_RETURN_IF_ERROR(CheckBeginning(bytes));
  zip_source_t* const source =
      zip_source_buffer_create(bytes.data(), bytes.size(), /*freep=*/0, nullptr);
  zip_t* const zip =
      source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, nullptr);
  if (zip == nullptr) {
    if (source != nullptr) zip_source_free(source);
    return Invalid("the file is not a whole .xlsx workbook (its zip directory is broken)",
                   "文件不是完整的 .xlsx 工作簿（压缩包目录损坏）");
  }
  Package package(zip);
  if (zip_get_num_entries(zip, 0) > kMostEntries) {
    return Wrong("XLSX_TOO_LARGE", text::Cat("the workbook has more than ", kMostEntries, " parts"),
                 text::Cat("工作簿的部件超过 ", kMostEntries, " 个"));
  }
  return package;
}

bool Package::Has(const std::string& part) const {
  return zip_name_locate(zip_.get(), part.c_str(), ZIP_FL_NOCASE) >= 0;
}

absl::Status Package::Read(const std::string& part, XmlHandler* handler) {
  const zip_int64_t index = zip_name_locate(zip_.get(), part.c_str(), ZIP_FL_NOCASE);
  zip_stat_t stat;
  if (index < 0 || zip_stat_index(zip_.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0) {
    return Invalid(text::Cat("the workbook has no part ", part),
                   text::Cat("工作簿缺少部件 ", part));
  }
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    return Encrypted();
  }
  if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
    return Invalid(text::Cat("part ", part, " is compressed in an unusual way"),
                   text::Cat("部件 ", part, " 的压缩方式不受支持"));
  }
  const std::unique_ptr<zip_file_t, CloseFile> file(
      zip_fopen_index(zip_.get(), static_cast<zip_uint64_t>(index), 0));
  if (file == nullptr) {
    return Invalid(text::Cat("part ", part, " cannot be read"),
                   text::Cat("部件 ", part, " 无法读取"));
  }
  return Inflate(file.get(), part, stat.comp_size, handler);
}

absl::Status Package::Inflate(zip_file_t* file, const std::string& part, uint64_t compressed,
                              XmlHandler* handler) {
  XmlParser parser(part, handler);
  std::vector<char> piece(kPiece);
  uint64_t size = 0;
  while (true) {
    const zip_int64_t read = zip_fread(file, piece.data(), piece.size());
    if (read < 0) {
      return Invalid(text::Cat("part ", part, " of the workbook is damaged"),
                     text::Cat("工作簿的部件 ", part, " 已损坏"));
    }
    size += static_cast<uint64_t>(read);
    inflated_ += static_cast<uint64_t>(read);
    if (inflated_ > kMostInflated) {
      return TooLarge(part, text::Cat("inflates to more than ", kMostInflated >> 20, " MiB"),
                      text::Cat(" 解压后超过 ", kMostInflated >> 20, " MiB"));
    }
    if (size > kRatioCountsFrom && size / kSteepestRatio > compressed) {
      return TooLarge(part, text::Cat("inflates to more than ", kSteepestRatio, " times its size"),
                      text::Cat(" 的压缩比超过 ", kSteepestRatio));
    }
    EDUPLAN_RETURN_IF_ERROR(
        parser.Feed(std::string_view(piece.data(), static_cast<size_t>(read)), read == 0));
    if (read == 0) return absl::OkStatus();
  }
}

}  // namespace eduplan::api::xlsx

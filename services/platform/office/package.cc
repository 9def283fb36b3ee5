#include "services/platform/office/package.h"

#include <algorithm>
#include <vector>

#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::office {
namespace {

constexpr size_t kPiece = 64 << 10;

constexpr std::string_view kOleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
// The name of the stream that holds an encrypted document, as OLE writes names: UTF-16.
constexpr std::string_view kEncryptedPackage("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
                                             32);

absl::Status Encrypted(const DocumentKind& kind) {
  return kind.refuse(
      Fault::kEncrypted,
      text::Cat("the ", kind.english, " is protected by a password; save it without one"),
      text::Cat(kind.chinese, "已加密，请取消密码后另存"));
}

absl::Status CheckBeginning(std::string_view bytes, const DocumentKind& kind) {
  if (Package::IsProtected(bytes)) return Encrypted(kind);
  if (bytes.starts_with(kOleMagic)) {
    return kind.refuse(Fault::kOldFormat, kind.old_english, kind.old_chinese);
  }
  if (!bytes.starts_with("PK")) {
    return kind.refuse(Fault::kInvalid, text::Cat("the file is not ", kind.file_english),
                       text::Cat("文件不是", kind.file_chinese));
  }
  return absl::OkStatus();
}

// How many entries the end of the zip says it has; 0 if it does not tell. Opening it takes memory
// and time for each.
int64_t DeclaredEntries(std::string_view bytes) {
  constexpr size_t kEndSize = 22;
  constexpr size_t kLongestComment = 65535;
  const size_t from = bytes.size() - std::min(bytes.size(), kEndSize + kLongestComment);
  const size_t end = bytes.substr(from).rfind("PK\x05\x06");
  if (end == std::string_view::npos || from + end + kEndSize > bytes.size()) return 0;
  const auto byte = [&](size_t at) { return static_cast<uint8_t>(bytes[from + end + at]); };
  return byte(10) + 256 * byte(11);
}

absl::Status TooManyParts(const DocumentKind& kind) {
  return kind.refuse(
      Fault::kTooLarge,
      text::Cat("the ", kind.english, " has more than ", kind.limits.entries, " parts"),
      text::Cat(kind.chinese, "的部件超过 ", kind.limits.entries, " 个"));
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

absl::StatusOr<Package> Package::Open(std::string_view bytes, const DocumentKind& kind) {
  EDUPLAN_RETURN_IF_ERROR(CheckBeginning(bytes, kind));
  if (DeclaredEntries(bytes) > kind.limits.entries) return TooManyParts(kind);
  zip_source_t* const source =
      zip_source_buffer_create(bytes.data(), bytes.size(), /*freep=*/0, nullptr);
  zip_t* const zip =
      source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, nullptr);
  if (zip == nullptr) {
    if (source != nullptr) zip_source_free(source);
    return kind.refuse(Fault::kInvalid,
                       text::Cat("the file is not the whole of ", kind.file_english,
                                 " (its zip directory is broken)"),
                       text::Cat("文件不是完整的", kind.file_chinese, "（压缩包目录损坏）"));
  }
  Package package(zip, kind);
  if (zip_get_num_entries(zip, 0) > kind.limits.entries) return TooManyParts(kind);
  return package;
}

bool Package::IsProtected(std::string_view bytes) {
  return bytes.starts_with(kOleMagic) && bytes.find(kEncryptedPackage) != std::string_view::npos;
}

bool Package::Has(const std::string& part) const {
  return zip_name_locate(zip_.get(), part.c_str(), ZIP_FL_NOCASE) >= 0;
}

absl::Status Package::Read(const std::string& part, XmlHandler* handler) {
  const zip_int64_t index = zip_name_locate(zip_.get(), part.c_str(), ZIP_FL_NOCASE);
  zip_stat_t stat;
  if (index < 0 || zip_stat_index(zip_.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0) {
    return kind_->refuse(Fault::kInvalid, text::Cat("the ", kind_->english, " has no part ", part),
                         text::Cat(kind_->chinese, "缺少部件 ", part));
  }
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    return Encrypted(*kind_);
  }
  if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
    return Wrong(Fault::kInvalid, part, "is compressed in an unusual way", "的压缩方式不受支持");
  }
  EDUPLAN_RETURN_IF_ERROR(CheckSize(stat, part));
  inflated_ += stat.size;
  const std::unique_ptr<zip_file_t, CloseFile> file(
      zip_fopen_index(zip_.get(), static_cast<zip_uint64_t>(index), 0));
  if (file == nullptr) return Wrong(Fault::kInvalid, part, "cannot be read", "无法读取");
  return Inflate(file.get(), part, stat.size, handler);
}

absl::Status Package::CheckSize(const zip_stat_t& stat, const std::string& part) const {
  const Limits& limits = kind_->limits;
  if (stat.size > limits.ratio_counts_from && stat.size / limits.steepest_ratio > stat.comp_size) {
    return Wrong(Fault::kTooLarge, part,
                 text::Cat("inflates to more than ", limits.steepest_ratio, " times its size"),
                 text::Cat("的压缩比超过 ", limits.steepest_ratio));
  }
  if (stat.size > limits.inflated - inflated_) {
    return Wrong(Fault::kTooLarge, part,
                 text::Cat("inflates to more than ", limits.inflated >> 20, " MiB"),
                 text::Cat("解压后超过 ", limits.inflated >> 20, " MiB"));
  }
  return absl::OkStatus();
}

absl::Status Package::Wrong(Fault fault, const std::string& part, std::string_view english,
                            std::string_view chinese) const {
  return kind_->refuse(fault, text::Cat("part ", part, " of the ", kind_->english, " ", english),
                       text::Cat(kind_->chinese, "的部件 ", part, " ", chinese));
}

absl::Status Package::Inflate(zip_file_t* file, const std::string& part, uint64_t declared,
                              XmlHandler* handler) {
  XmlParser parser(*kind_, part, handler);
  std::vector<char> piece(kPiece);
  uint64_t size = 0;
  while (true) {
    const zip_int64_t read = zip_fread(file, piece.data(), piece.size());
    if (read >= 0) size += static_cast<uint64_t>(read);
    if (read < 0 || size > declared) return Wrong(Fault::kInvalid, part, "is damaged", "已损坏");
    EDUPLAN_RETURN_IF_ERROR(
        parser.Feed(std::string_view(piece.data(), static_cast<size_t>(read)), read == 0));
    if (read == 0) return absl::OkStatus();
  }
}

}  // namespace eduplan::office

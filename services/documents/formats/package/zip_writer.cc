#include "services/documents/formats/package/zip_writer.h"

#include <zip.h>

#include <algorithm>
#include <cstdint>
#include <memory>

#include "absl/strings/str_cat.h"

namespace eduplan::formats {
namespace {

struct Release {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

struct DosTime {
  uint16_t time;
  uint16_t date;
};

DosTime ToDosTime(absl::Time time) {
  const absl::CivilSecond civil =
      std::clamp(absl::ToCivilSecond(time, absl::FixedTimeZone(8 * 60 * 60)),
                 absl::CivilSecond(1980, 1, 1), absl::CivilSecond(2107, 12, 31));
  return {static_cast<uint16_t>(civil.hour() << 11 | civil.minute() << 5 | civil.second() / 2),
          static_cast<uint16_t>((civil.year() - 1980) << 9 | civil.month() << 5 | civil.day())};
}

absl::Status ZipError(zip_error_t* error) {
  return absl::InternalError(absl::StrCat("writing zip: ", zip_error_strerror(error)));
}

absl::Status AddEntry(zip_t* archive, const ZipEntry& entry, DosTime time) {
  zip_source_t* content =
      zip_source_buffer(archive, entry.content.data(), entry.content.size(), /*freep=*/0);
  if (content == nullptr) return ZipError(zip_get_error(archive));
  const zip_int64_t index = zip_file_add(archive, entry.name.c_str(), content, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(content);
    return ZipError(zip_get_error(archive));
  }
  if (zip_file_set_dostime(archive, index, time.time, time.date, 0) != 0) {
    return ZipError(zip_get_error(archive));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadAll(zip_source_t* source) {
  zip_stat_t stat;
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) {
    return ZipError(zip_source_error(source));
  }
  std::string out(stat.size, '\0');
  const zip_int64_t read = zip_source_read(source, out.data(), out.size());
  zip_source_close(source);
  if (read != static_cast<zip_int64_t>(out.size())) return ZipError(zip_source_error(source));
  return out;
}

}  // namespace

absl::StatusOr<std::string> PackZip(const std::vector<ZipEntry>& entries, absl::Time time) {
  zip_error_t error;
  zip_error_init(&error);
  std::unique_ptr<zip_source_t, Release> buffer(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (buffer == nullptr) return ZipError(&error);
  zip_source_keep(buffer.get());  // the archive takes one reference, we read through the other
  std::unique_ptr<zip_t, Release> archive(
      zip_open_from_source(buffer.get(), ZIP_CREATE | ZIP_TRUNCATE, &error));
  if (archive == nullptr) {
    zip_source_free(buffer.get());
    return ZipError(&error);
  }
  const DosTime dos_time = ToDosTime(time);
  for (const ZipEntry& entry : entries) {
    if (absl::Status status = AddEntry(archive.get(), entry, dos_time); !status.ok()) return status;
  }
  if (zip_close(archive.get()) != 0) return ZipError(zip_get_error(archive.get()));
  archive.release();  // closed, no longer ours to discard
  return ReadAll(buffer.get());
}

}  // namespace eduplan::formats

#include "tests/support/zip_edit.h"

#include <zip.h>

#include <cstdlib>
#include <cstring>

namespace eduplan::test {

std::string PartOf(std::string_view zip, const std::string& name) {
  zip_source_t* const source = zip_source_buffer_create(zip.data(), zip.size(), 0, nullptr);
  zip_t* const archive = zip_open_from_source(source, ZIP_RDONLY, nullptr);
  if (archive == nullptr) {
    zip_source_free(source);
    return {};
  }
  std::string content;
  zip_stat_t stat;
  if (zip_stat(archive, name.c_str(), 0, &stat) == 0) {
    content.resize(stat.size);
    zip_file_t* const file = zip_fopen(archive, name.c_str(), 0);
    zip_fread(file, content.data(), content.size());
    zip_fclose(file);
  }
  zip_discard(archive);
  return content;
}

std::string WithPart(std::string_view zip, const std::string& name, std::string_view content) {
  // In memory of libzip's own: what it writes shares the unchanged beginning with what it read, and
  // frees that.
  void* const copy = std::malloc(zip.size());
  std::memcpy(copy, zip.data(), zip.size());
  zip_source_t* const source = zip_source_buffer_create(copy, zip.size(), 1, nullptr);
  zip_source_keep(source);
  zip_t* const archive = zip_open_from_source(source, 0, nullptr);
  zip_source_t* const part = zip_source_buffer(archive, content.data(), content.size(), 0);
  zip_file_add(archive, name.c_str(), part, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8);
  zip_close(archive);
  std::string bytes;
  zip_stat_t stat;
  if (zip_source_open(source) == 0 && zip_source_stat(source, &stat) == 0) {
    bytes.resize(stat.size);
    zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
  }
  zip_source_free(source);
  return bytes;
}

std::string MakeZip(const std::vector<std::pair<std::string, std::string>>& parts) {
  zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(target);
  zip_t* const zip = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  for (const auto& [name, content] : parts) {
    zip_source_t* const source = zip_source_buffer(zip, content.data(), content.size(), 0);
    const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_DEFLATE, 1);
  }
  if (zip_close(zip) != 0) {
    zip_discard(zip);
    return {};
  }
  zip_stat_t stat;
  std::string bytes;
  if (zip_source_open(target) == 0 && zip_source_stat(target, &stat) == 0) {
    bytes.resize(stat.size);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
  }
  zip_source_free(target);
  return bytes;
}

}  // namespace eduplan::test

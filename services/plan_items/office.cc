#include "services/plan_items/office.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "absl/time/clock.h"
#include "services/plan_items/document_error.h"
#include "services/plan_items/importer/refusal.h"
#include "services/platform/log/log.h"
#include "services/platform/process/run.h"
#include "services/platform/process/temporary_folder.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

constexpr const char* kPlaces[] = {
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
};

// It keeps tables, notes and the definitions of numbers, which our reader of it resolves.
constexpr char kFilter[] = "docx:MS Word 2007 XML";
constexpr char kResult[] = "document.docx";

// It starts in a few seconds on a busy machine and converts some megabytes a second.
constexpr int kStartSeconds = 30;
constexpr size_t kBytesASecond = size_t{256} << 10;
constexpr int kMemoryMib = 1024;
constexpr int64_t kMostResult = int64_t{64} << 20;

constexpr char kProfile[] = R"(<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
)";

// The name that the text of a Word document has in its container, in UTF-16.
constexpr std::string_view kStream("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", 24);

absl::Status Refused(std::string_view english, std::string_view chinese) {
  return NotReadable(importer::Refuse(absl::StatusCode::kInvalidArgument, english, chinese));
}

bool Write(const std::filesystem::path& path, std::string_view bytes) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return out.good();
}

absl::StatusOr<std::string> Result(const std::string& folder) {
  std::ifstream in(folder + "/" + kResult, std::ios::binary | std::ios::ate);
  if (!in.is_open()) {
    return Refused("the document is damaged: LibreOffice cannot open it",
                   "文件已损坏：LibreOffice无法打开");
  }
  if (in.tellg() > kMostResult) {
    return Refused("the document becomes too large when it is converted", "文件转换后过大");
  }
  in.seekg(0);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace

absl::StatusOr<std::string> FindOffice(const std::string& choice) {
  if (choice == "none") return "";
  if (choice == "auto") {
    const auto executable = [](const char* path) { return ::access(path, X_OK) == 0; };
    const auto* const found = std::find_if(std::begin(kPlaces), std::end(kPlaces), executable);
    return found == std::end(kPlaces) ? "" : *found;
  }
  if (::access(choice.c_str(), X_OK) == 0) return choice;
  return absl::InvalidArgumentError(
      text::Cat("--libreoffice: ", choice, " is neither auto, none nor a program"));
}

absl::StatusOr<std::string> Office::Convert(std::string_view doc, absl::Time deadline) {
  if (soffice_.empty()) {
    return Refused(
        "application/msword is read by LibreOffice, which is not installed here; save it as .docx",
        "读取doc文件需要LibreOffice，本机未安装；请另存为docx后提交");
  }
  if (doc.find(kStream) == std::string_view::npos) {
    return Refused("the file is no document of Word, or is damaged", "文件不是Word文档或已损坏");
  }
  const std::unique_lock lock(one_at_a_time_, absl::ToChronoTime(deadline));
  if (!lock.owns_lock()) return ReadingBusy();
  const auto folder = process::TemporaryFolder::Make();
  if (!folder.ok() || !Write(folder->path() + "/document.doc", doc) ||
      !Write(folder->path() + "/profile/user/registrymodifications.xcu", kProfile)) {
    log::Error("no temporary folder", {{"error", folder.status().ToString()}});
    return status::Internal();
  }
  const std::string& path = folder->path();
  const int seconds = kStartSeconds + static_cast<int>(doc.size() / kBytesASecond);
  const auto outcome = process::Run(
      {.arguments = {program_, "run", text::Cat(1000 * seconds), text::Cat(kMemoryMib), soffice_,
                     "-env:UserInstallation=file://" + path + "/profile", "--headless",
                     "--norestore", "--nologo", "--nodefault", "--infilter=MS Word 97",
                     "--convert-to", kFilter, "--outdir", path, path + "/document.doc"},
       .environment = {"HOME=" + path, "TMPDIR=" + path, "PATH=/usr/bin:/bin", "LANG=C.UTF-8"},
       .most_output = size_t{1} << 20,
       .deadline = std::min(deadline, absl::Now() + 2 * absl::Seconds(seconds))});
  if (!outcome.ok()) {
    log::Error("LibreOffice not started", {{"error", outcome.status().ToString()}});
    return status::Internal();
  }
  if (absl::Now() > deadline) return ReadingTooLong();
  if (outcome->end == process::Outcome::End::kTimedOut) {
    return Refused(text::Cat("LibreOffice did not open the document in ", 2 * seconds, " s"),
                   text::Cat("LibreOffice在", 2 * seconds, "秒内未能打开该文件"));
  }
  return Result(path);
}

}  // namespace eduplan::plan_items

#include "services/platform/config/flags.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"

namespace eduplan::config {
namespace {

// --key-dir -> EDUPLAN_KEY_DIR
std::string EnvironmentName(std::string_view flag) {
  flag.remove_prefix(std::min(flag.find_first_not_of('-'), flag.size()));
  std::string name(flag);
  std::ranges::replace(name, '-', '_');
  return "EDUPLAN_" + absl::AsciiStrToUpper(name);
}

template <typename T>
void AddOption(CLI::App& app, std::string_view flag, T& value, std::string_view help) {
  app.add_option(std::string(flag), value, std::string(help))
      ->envname(EnvironmentName(flag))
      ->capture_default_str();
}

}  // namespace

Flags::Flags(std::string_view program, std::string_view description)
    : app_(std::make_unique<CLI::App>(std::string(description), std::string(program))) {
  app_->set_version_flag("--version", std::string(program) + " " + EDUPLAN_VERSION);
  app_->footer("Each flag can also be set by the environment variable named after it.");
}

Flags::~Flags() = default;

void Flags::Add(std::string_view flag, std::string& value, std::string_view help) {
  AddOption(*app_, flag, value, help);
}

void Flags::Add(std::string_view flag, int& value, std::string_view help) {
  AddOption(*app_, flag, value, help);
}

void Flags::Add(std::string_view flag, bool& value, std::string_view help) {
  app_->add_flag(std::string(flag), value, std::string(help))
      ->envname(EnvironmentName(flag))
      ->default_str(value ? "true" : "false")
      ->force_callback(false);
}

void Flags::Add(std::string_view flag, absl::Duration& value, std::string_view help) {
  auto parse = [&value, name = std::string(flag)](const std::string& text) {
    absl::Duration parsed;
    if (!absl::ParseDuration(text, &parsed) || parsed < absl::ZeroDuration()) {
      throw CLI::ValidationError(name,
                                 "must be a duration such as 30s or 200ms, not \"" + text + "\"");
    }
    value = parsed;
  };
  app_->add_option_function<std::string>(std::string(flag), parse, std::string(help))
      ->type_name("DURATION")
      ->envname(EnvironmentName(flag))
      ->default_str(absl::FormatDuration(value));
}

std::optional<int> Flags::Parse(int argc, char** argv) {
  try {
    app_->parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::ParseError& end) {
    return app_->exit(end);
  }
}

}  // namespace eduplan::config

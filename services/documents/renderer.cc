#include "services/documents/renderer.h"

#include <chrono>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "services/documents/document_store.h"
#include "services/platform/api/digest.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::documents {
namespace {

constexpr int kMostIndicators = 1000;

absl::Status CheckFormat(v1::Format format) {
  if (format == v1::FORMAT_DOCX || format == v1::FORMAT_PDF) return absl::OkStatus();
  return status::InvalidField("format", "FORMAT_INVALID",
                              "format must be FORMAT_DOCX or FORMAT_PDF",
                              "format 应为 FORMAT_DOCX 或 FORMAT_PDF");
}

// Without what file systems do not take.
std::string Filename(const std::string& title, const std::string& extension) {
  return text::Cat(absl::StrReplaceAll(title, {{"/", "-"},
                                               {"\\", "-"},
                                               {":", "-"},
                                               {"*", "-"},
                                               {"?", "-"},
                                               {"\"", "-"},
                                               {"<", "-"},
                                               {">", "-"},
                                               {"|", "-"},
                                               {"\n", " "},
                                               {"\r", " "}}),
                   extension);
}

v1::RenderedDocument RecordOf(const BuiltInTemplate& built_in, const GatherRequest& request,
                              const Gathered& gathered, const std::string& title, v1::Format format,
                              const File& file) {
  v1::RenderedDocument record;
  const std::string id = api::NewUlid();
  record.set_name(text::Cat("documents/", id));
  record.set_template_(text::Cat("templates/", built_in.id));
  record.set_organization(text::Cat("organizations/", request.organization));
  record.set_period(request.period.text());
  record.set_format(format);
  record.set_title(title);
  record.set_filename(Filename(title, file.extension));
  record.set_content_type(file.content_type);
  record.set_size(static_cast<int64_t>(file.bytes.size()));
  record.set_page_count(file.page_count);
  *record.mutable_as_of() = gathered.as_of;
  record.mutable_font_substitutions()->Assign(file.substitutions.begin(), file.substitutions.end());
  record.set_missing_characters(file.missing_characters);
  record.set_download_uri(text::Cat("/v1/documents/", id, ":download"));
  return record;
}

}  // namespace

absl::StatusOr<v1::RenderedDocument> Renderer::Render(const server::Call& call,
                                                      const v1::RenderDocumentRequest& request) {
  std::shared_ptr<const tree::Forest> forest;
  EDUPLAN_ASSIGN_OR_RETURN(const Order order, Read(call, request, &forest));
  if (!request.request_id().empty()) {
    auto recalled = Recall(call, request);
    if (!absl::IsAborted(recalled.status())) return recalled;
  }
  EDUPLAN_ASSIGN_OR_RETURN(const Gathered gathered, Gather(call, sources_, *forest, order.gather));
  const Composed composed = order.built_in->compose(gathered.report);
  EDUPLAN_ASSIGN_OR_RETURN(const File file, Write(call, composed.document, request.format()));
  v1::RenderedDocument record =
      RecordOf(*order.built_in, order.gather, gathered, composed.title, request.format(), file);
  EDUPLAN_ASSIGN_OR_RETURN(*record.mutable_digest(), api::Sm3Hex(file.bytes));
  v1::DocumentProvenance provenance;
  provenance.mutable_figures()->Assign(composed.figures.begin(), composed.figures.end());
  provenance.mutable_plans()->Assign(gathered.plans.begin(), gathered.plans.end());
  *provenance.mutable_as_of() = gathered.as_of;
  return Keep(call, request, std::move(record), file, provenance);
}

absl::StatusOr<Renderer::Order> Renderer::Read(const server::Call& call,
                                               const v1::RenderDocumentRequest& request,
                                               std::shared_ptr<const tree::Forest>* forest) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.organization(), "organizations", "organization"));
  EDUPLAN_ASSIGN_OR_RETURN(*forest, access_.Check(call, auth::Action::kRender, organization));
  const BuiltInTemplate* built_in = FindTemplate(request.template_());
  if (built_in == nullptr) {
    return status::InvalidField("template", "TEMPLATE_UNKNOWN", "there is no such template",
                                "没有这个模板")
        .With("template", request.template_().substr(0, 80))
        .Build();
  }
  EDUPLAN_RETURN_IF_ERROR(CheckFormat(request.format()));
  EDUPLAN_ASSIGN_OR_RETURN(calendar::Period period, calendar::Period::Parse(request.period()));
  if (request.indicators_size() > kMostIndicators) {
    return status::InvalidField("indicators", "TOO_MANY_INDICATORS",
                                text::Cat("at most ", kMostIndicators, " indicators"),
                                text::Cat("最多", kMostIndicators, "项指标"));
  }
  const std::string& token = request.consistency_token();
  if (!token.empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(const int64_t tree, change_log::TokenSequence(token, "organizations"));
    if (tree > (*forest)->sequence()) {
      EDUPLAN_ASSIGN_OR_RETURN(*forest, replica_.AtLeast(tree, call.deadline));
    }
  }
  return Order{.built_in = built_in,
               .gather = {.organization = organization,
                          .period = std::move(period),
                          .indicators = {request.indicators().begin(), request.indicators().end()},
                          .consistency_token = token}};
}

absl::StatusOr<v1::RenderedDocument> Renderer::Recall(const server::Call& call,
                                                      const v1::RenderDocumentRequest& request) {
  v1::RenderedDocument response;
  // A change that is always given up: only a known request gets past it.
  EDUPLAN_RETURN_IF_ERROR(changes_
                              .Write(server::WriteOf(call, request), &response,
                                     [](change_log::Change&) { return absl::AbortedError("new"); })
                              .status());
  return response;
}

absl::StatusOr<File> Renderer::Write(const server::Call& call, const layout::Document& document,
                                     v1::Format format) {
  const absl::Duration left = std::min(call.deadline - absl::Now(), absl::Hours(1));
  if (!writers_.try_acquire_for(absl::ToChronoNanoseconds(left))) {
    return absl::DeadlineExceededError("no document could be written in time");
  }
  const auto release = absl::MakeCleanup([this] { writers_.release(); });
  return WriteFile(document, format, fonts_);
}

absl::StatusOr<v1::RenderedDocument> Renderer::Keep(const server::Call& call,
                                                    const v1::RenderDocumentRequest& request,
                                                    v1::RenderedDocument record, const File& file,
                                                    const v1::DocumentProvenance& provenance) {
  v1::RenderedDocument response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    response = record;
    *response.mutable_create_time() = api::ToProto(change.time());
    EDUPLAN_RETURN_IF_ERROR(blobs_.Put(change.sql(), record.digest(), file.bytes));
    EDUPLAN_RETURN_IF_ERROR(InsertDocument(
        change.sql(), {.sequence = change.sequence(), .record = response}, provenance));
    const std::string detail =
        text::Cat(R"({"organization":")", record.organization(), R"(","period":")", record.period(),
                  R"(","digest":")", record.digest(), R"("})");
    EDUPLAN_RETURN_IF_ERROR(change.Audit("document.render", record.name(), detail));
    return change.Emit("eduplan.document.document.rendered", record.name(),
                       LastSegment(record.organization()), detail);
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

}  // namespace eduplan::documents

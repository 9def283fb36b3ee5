#ifndef EDUPLAN_SERVICES_DOCUMENTS_RENDERER_H_
#define EDUPLAN_SERVICES_DOCUMENTS_RENDERER_H_

#include <algorithm>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "services/documents/blob_store.h"
#include "services/documents/formats/fonts/system_fonts.h"
#include "services/documents/gather.h"
#include "services/documents/template_catalogue.h"
#include "services/documents/write_file.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::documents {

// RenderDocument. Gathering and writing the file come before the transaction, which only keeps what
// was made. Thread-safe.
class Renderer {
 public:
  Renderer(change_log::ChangeLog& changes, BlobStore& blobs, tree::Replica& replica,
           tree::Access& access, Sources& sources, const formats::SystemFonts& fonts)
      : changes_(changes),
        blobs_(blobs),
        replica_(replica),
        access_(access),
        sources_(sources),
        fonts_(fonts) {}

  absl::StatusOr<v1::RenderedDocument> Render(const server::Call& call,
                                              const v1::RenderDocumentRequest& request);

 private:
  // The request with its names read.
  struct Order {
    const BuiltInTemplate* built_in;
    GatherRequest gather;
  };
  absl::StatusOr<Order> Read(const server::Call& call, const v1::RenderDocumentRequest& request,
                             std::shared_ptr<const tree::Forest>* forest);
  // The answer that was given to this request before; ABORTED if there is none.
  absl::StatusOr<v1::RenderedDocument> Recall(const server::Call& call,
                                              const v1::RenderDocumentRequest& request);
  // Writes the file, as many at a time as there are processors.
  absl::StatusOr<File> Write(const server::Call& call, const layout::Document& document,
                             v1::Format format);
  absl::StatusOr<v1::RenderedDocument> Keep(const server::Call& call,
                                            const v1::RenderDocumentRequest& request,
                                            v1::RenderedDocument record, const File& file,
                                            const v1::DocumentProvenance& provenance);

  change_log::ChangeLog& changes_;
  BlobStore& blobs_;
  tree::Replica& replica_;
  tree::Access& access_;
  Sources& sources_;
  const formats::SystemFonts& fonts_;
  std::counting_semaphore<> writers_{
      std::max<std::ptrdiff_t>(1, std::thread::hardware_concurrency())};
};

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_RENDERER_H_

#include "services/plan_items/links/proposals.h"

#include <cmath>
#include <utility>

#include "absl/strings/numbers.h"
#include "services/plan_items/links/link_store.h"
#include "services/plan_items/links/memory_store.h"
#include "services/plan_items/links/plan_figures.h"
#include "services/platform/api/page.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

using linking::Reason;

struct Words {
  std::string_view code;
  std::string_view english;
  std::string_view chinese;
};

Words WordsOf(Reason reason) {
  switch (reason) {
    case Reason::kName:
      return {"NAME", "the names agree", "名称相符"};
    case Reason::kUnit:
      return {"UNIT", "the units agree", "计量单位一致"};
    case Reason::kClassifier:
      return {"CLASSIFIER", "the unit is another word for the same", "计量单位同类"};
    case Reason::kRemembered:
      return {"REMEMBERED", "decided so here before", "本单位此前如此确认"};
    case Reason::kElsewhere:
      return {"REMEMBERED_ELSEWHERE", "most others decided so", "其他单位多数如此确认"};
    case Reason::kRejected:
      return {"REJECTED_BEFORE", "rejected here before", "本单位此前已否定"};
    case Reason::kAmbiguous:
      return {"AMBIGUOUS", "another indicator fits nearly as well", "另有指标同样接近"};
    case Reason::kTaken:
      return {"TAKEN", "another figure of this plan fits better", "本计划另有数据更相符"};
  }
  return {};
}

// What proposals are made of, all of one moment.
struct Moment {
  v1::Plan plan;
  std::vector<PlanFigure> figures;
  absl::flat_hash_map<std::string, StoredLink> links;
  linking::Memory memory;
};

v1::LinkCandidate ToProto(const linking::Proposal& proposal, const linking::Linker& definitions,
                          const std::vector<PlanFigure>& figures) {
  const indicator_v1::Indicator& indicator = definitions.candidates()[proposal.candidate];
  v1::LinkCandidate candidate;
  candidate.set_indicator(text::Cat("indicators/", indicator.code()));
  candidate.set_display_name(indicator.display_name());
  candidate.set_unit(indicator.unit());
  candidate.set_score(std::round(proposal.score * 1000) / 1000);
  for (const Reason reason : proposal.reasons) {
    const Words words = WordsOf(reason);
    v1::LinkCandidate::Reason& said = *candidate.add_reasons();
    said.set_code(std::string(words.code));
    said.set_message(std::string(words.english));
    said.set_message_zh(std::string(words.chinese));
  }
  if (proposal.rival >= 0) candidate.set_rival(figures[proposal.rival].measurement.id());
  return candidate;
}

v1::LinkProposal ToProto(const Moment& moment, size_t place,
                         const std::vector<linking::Proposal>& proposals,
                         const linking::Linker& definitions, double min_score) {
  const PlanFigure& figure = moment.figures[place];
  v1::LinkProposal proto;
  *proto.mutable_measurement() = figure.measurement;
  proto.set_source(figure.source);
  for (const linking::Proposal& proposal : proposals) {
    if (proposal.score < min_score) break;
    *proto.add_candidates() = ToProto(proposal, definitions, moment.figures);
  }
  proto.set_period(PeriodOf(moment.plan, figure.measurement));
  proto.set_value_kind(ValueKindOf(figure.measurement));
  proto.set_needs_value(NeedsValue(figure.measurement));
  proto.set_state(v1::LinkProposal::STATE_OPEN);
  const auto link = moment.links.find(figure.measurement.id());
  if (link == moment.links.end()) return proto;
  // Of one that is rejected others are still to be looked at, and one that a corrected document
  // says otherwise anew.
  if (link->second.link.verdict() != v1::Link::VERDICT_REJECTED &&
      link->second.link.quote() == figure.measurement.quote()) {
    proto.set_state(v1::LinkProposal::STATE_DECIDED);
  }
  *proto.mutable_link() = link->second.link;
  return proto;
}

absl::Status CheckRequest(const v1::ListLinkProposalsRequest& request) {
  if (!(request.min_score() >= 0 && request.min_score() <= 1)) {
    return status::InvalidField("min_score", "OUT_OF_RANGE", "min_score is from 0 to 1",
                                "min_score 应在0至1之间");
  }
  if (!v1::LinkProposal::State_IsValid(request.state())) {
    return status::InvalidField("state", "ENUM_VALUE_UNKNOWN", "unknown state", "状态无效");
  }
  return absl::OkStatus();
}

bool Wanted(const v1::LinkProposal& proposal, const v1::ListLinkProposalsRequest& request) {
  if (request.min_score() > 0 && proposal.candidates().empty()) return false;
  return request.state() == v1::LinkProposal::STATE_UNSPECIFIED ||
         request.state() == proposal.state();
}

}  // namespace

absl::StatusOr<v1::ListLinkProposalsResponse> Proposals::List(
    const server::Call& call, const v1::ListLinkProposalsRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanId id, ParsePlanName(request.parent(), "parent"));
  EDUPLAN_ASSIGN_OR_RETURN(const Sight sight, visibility_.Of(call, id.organization));
  // Who sees only what is published sees no work on it.
  if (!sight.all) return sight.denial;
  EDUPLAN_RETURN_IF_ERROR(CheckRequest(request));
  EDUPLAN_ASSIGN_OR_RETURN(api::Page page, api::ParsePage(request));
  if (page.sequence == 0) {
    EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
    page.sequence = tick.sequence;
  }
  EDUPLAN_ASSIGN_OR_RETURN(const auto definitions, indicators_.Definitions(client::Forward(call)));
  const auto forest = replica_.Current();
  Moment moment;
  const auto body = [&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(StoredPlan stored, visibility_.Find(transaction, sight, id));
    moment.plan = std::move(stored.plan);
    EDUPLAN_ASSIGN_OR_RETURN(moment.figures, ReadFigures(transaction, id, page.sequence));
    EDUPLAN_ASSIGN_OR_RETURN(moment.links, ReadLinks(transaction, id));
    EDUPLAN_ASSIGN_OR_RETURN(moment.memory, ReadMemory(transaction, *forest, id.organization));
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read(body));
  std::vector<linking::Figure> views;
  views.reserve(moment.figures.size());
  for (const PlanFigure& figure : moment.figures) views.push_back(figure.View());
  const auto proposals = definitions->Propose(views, moment.memory);

  size_t place = 0;
  if (!page.last_key.empty() && !absl::SimpleAtoi(page.last_key, &place)) {
    return status::InvalidField("page_token", "PAGE_TOKEN_INVALID", "the page token is malformed",
                                "分页标记无效");
  }
  v1::ListLinkProposalsResponse response;
  for (; place < views.size(); ++place) {
    v1::LinkProposal proposal =
        ToProto(moment, place, proposals[place], *definitions, request.min_score());
    if (!Wanted(proposal, request)) continue;
    if (response.link_proposals_size() == page.size) {
      response.set_next_page_token(api::NextPageToken(request, text::Cat(place), page.sequence));
      break;
    }
    *response.add_link_proposals() = std::move(proposal);
  }
  return response;
}

absl::StatusOr<v1::ListLinksResponse> Proposals::ListLinks(const server::Call& call,
                                                           const v1::ListLinksRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanId id, ParsePlanName(request.parent(), "parent"));
  EDUPLAN_ASSIGN_OR_RETURN(const Sight sight, visibility_.Of(call, id.organization));
  // Who sees only what is published sees no work on it.
  if (!sight.all) return sight.denial;
  EDUPLAN_ASSIGN_OR_RETURN(api::Page page, api::ParsePage(request));
  if (page.sequence == 0) {
    EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
    page.sequence = tick.sequence;
  }
  v1::ListLinksResponse response;
  const auto body = [&](sql::Transaction& transaction) -> absl::Status {
    response.Clear();
    EDUPLAN_RETURN_IF_ERROR(visibility_.Find(transaction, sight, id).status());
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<v1::Link> links,
                             QueryLinks(transaction, id, request.show_replaced(), page.sequence,
                                        page.last_key, page.size + 1));
    for (v1::Link& link : links) {
      if (response.links_size() == page.size) {
        const v1::Link& last = response.links(response.links_size() - 1);
        response.set_next_page_token(api::NextPageToken(request, LinkKey(last), page.sequence));
        break;
      }
      *response.add_links() = std::move(link);
    }
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read(body));
  return response;
}

}  // namespace eduplan::plan_items

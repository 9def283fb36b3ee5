#include "absl/strings/str_cat.h"
#include "tests/contract/indicators_model/game.h"

namespace eduplan::indicators_model {
namespace {

std::string Decimal(const Rational& amount) {
  const Rational hundredths = amount * 100;
  const auto n = static_cast<int64_t>(numerator(hundredths));
  const int64_t size = n < 0 ? -n : n;
  return absl::StrCat(n < 0 ? "-" : "", size / 100, ".", size / 10 % 10, size % 10);
}

}  // namespace

Span Game::RandomSpan() {
  static const std::vector<Span> kSpans = {
      {'Y', 2020, 1}, {'H', 2020, 1}, {'H', 2020, 2}, {'Y', 2021, 1}, {'H', 2021, 1},
      {'H', 2021, 1}, {'H', 2021, 2}, {'Q', 2021, 1}, {'Q', 2021, 2}, {'Q', 2021, 3},
      {'M', 2021, 3}, {'M', 2021, 6}, {'S', 2020, 1}, {'S', 2021, 1}, {'T', 2021, 1},
      {'T', 2021, 2}, {'H', 2022, 1}, {'Y', 2022, 1}};
  return chance_->Of(kSpans);
}

std::string Game::RandomOrganization(int most_level) {
  std::vector<std::string> ids;
  for (const auto& [id, organization] : facts_.trees.At(step_)->organizations) {
    if (organization.level > most_level) continue;
    for (int i = organization.level == 4 ? 3 : 1; i > 0; --i) ids.push_back(id);
  }
  return chance_->Of(ids);
}

bool Game::Closed(const std::string& organization, const Span& span,
                  const std::string& code) const {
  const auto found = facts_.seals.find({organization, span});
  if (found == facts_.seals.end()) return false;
  const Seal& seal = *found->second.At(step_);
  return seal.state != v1::Seal::STATE_OPEN && !seal.cells.at(code).open;
}

Entry Game::RandomEntry(const Definition& definition, v1::ValueKind kind) {
  const Entry number = {Content::kNumber, Rational(chance_->Below(400) - 20, 4)};
  if (kind == v1::VALUE_KIND_TARGET || kind == v1::VALUE_KIND_DECLARED) return number;
  const bool ratio = definition.aggregation() == v1::AGGREGATION_RATIO;
  switch (chance_->Weighted({10, 2, 2, 1})) {
    case 0:
      return ratio ? Entry{Content::kRateOnly, 50} : number;
    case 1:
      return ratio ? Entry{Content::kRateOnly, 80} : Entry{Content::kNumber, 0};
    case 2:
      return {Content::kNotApplicable, 0};
    default:
      return {};
  }
}

void Game::WriteValues() {
  const std::string organization = RandomOrganization();
  const Span span = RandomSpan();
  const v1::ValueKind kind = chance_->Of<v1::ValueKind>(
      {v1::VALUE_KIND_FILED, v1::VALUE_KIND_FILED, v1::VALUE_KIND_FILED, v1::VALUE_KIND_FILED,
       v1::VALUE_KIND_FILED, v1::VALUE_KIND_VERIFIED, v1::VALUE_KIND_TARGET,
       v1::VALUE_KIND_DECLARED});
  v1::BatchUpdateValuesRequest request;
  request.set_parent(absl::StrCat("organizations/", organization));
  request.set_period(span.text());
  request.set_kind(kind);
  request.set_reason("更正");
  request.set_request_id(indicators::NewRequestId());
  std::vector<std::pair<std::string, Entry>> entries;
  bool closed = false;
  for (const std::string& code : codes_) {
    const Definition& definition = facts_.definitions.At(step_)->at(code).front();
    const bool number_only = kind == v1::VALUE_KIND_TARGET || kind == v1::VALUE_KIND_DECLARED;
    if (definition.aggregation() == v1::AGGREGATION_FORMULA ||
        (number_only && definition.aggregation() == v1::AGGREGATION_RATIO) ||
        chance_->Percent(kind == v1::VALUE_KIND_FILED ? 40 : 80)) {
      continue;
    }
    const Entry entry = RandomEntry(definition, kind);
    v1::ValueInput& input = *request.add_values();
    input.set_indicator(code);
    if (entry.content == Content::kNumber) input.set_value(Decimal(entry.amount));
    if (entry.content == Content::kRateOnly) input.set_rate_only(Decimal(entry.amount));
    if (entry.content == Content::kNotApplicable) input.set_not_applicable(true);
    if (entry.content == Content::kMissing) input.set_clear(true);
    entries.emplace_back(code, entry);
    closed = closed || Closed(organization, span, code);
  }
  if (entries.empty()) return;
  const auto written =
      CallAny<v1::ValueService>(&v1::ValueService::Stub::BatchUpdateValues, request);
  if (closed && (kind == v1::VALUE_KIND_FILED || kind == v1::VALUE_KIND_DECLARED)) {
    ASSERT_THAT(written, test::StatusIs(absl::StatusCode::kFailedPrecondition, "SEALED"));
    return;
  }
  ASSERT_THAT(written, test::IsOk()) << written.status() << request.DebugString();
  for (const auto& [code, entry] : entries) {
    facts_.values[{organization, code, span, kind}].Put(step_, entry);
  }
}

void Game::ConfirmWarnings(const std::string& organization, const Span& span) {
  v1::CheckValuesRequest check;
  check.set_parent(absl::StrCat("organizations/", organization));
  check.set_period(span.text());
  const auto checked = CallAny<v1::ValueService>(&v1::ValueService::Stub::CheckValues, check);
  ASSERT_THAT(checked, test::IsOk());
  v1::ConfirmFindingsRequest confirm;
  confirm.set_parent(check.parent());
  confirm.set_period(check.period());
  confirm.set_reason("属实");
  confirm.set_request_id(indicators::NewRequestId());
  for (const v1::CheckFinding& finding : checked->findings()) {
    if (finding.severity() != v1::CheckFinding::SEVERITY_WARNING) continue;
    if (!finding.has_confirmation()) confirm.add_fingerprints(finding.fingerprint());
  }
  if (confirm.fingerprints().empty()) return;
  ASSERT_THAT((CallAny<v1::ValueService>(&v1::ValueService::Stub::ConfirmFindings, confirm)),
              test::IsOk());
}

void Game::MoveSeal() {
  const std::string organization = RandomOrganization(4);
  const Span span = chance_->Percent(70) ? Span{'H', 2021, 1} : RandomSpan();
  auto& versions = facts_.seals[{organization, span}];
  Seal seal;
  for (const std::string& code : codes_) seal.cells[code];
  if (const Seal* before = versions.At(step_))
    seal = *before;
  else
    versions.Put(0, seal);
  const std::string name = absl::StrCat("organizations/", organization, "/seals/", span.text());
  const auto transition = [&](v1::Seal::State target, const std::vector<std::string>& cells = {}) {
    v1::TransitionSealRequest request;
    request.set_name(name);
    request.set_transition(indicators::NewRequestId());
    request.set_target(target);
    request.set_reason("退回");
    request.mutable_indicators()->Assign(cells.begin(), cells.end());
    return CallAny<v1::SealService>(&v1::SealService::Stub::TransitionSeal, request).status();
  };
  bool any_open = seal.state == v1::Seal::STATE_OPEN;
  for (const auto& [code, cell] : seal.cells) any_open = any_open || cell.open;
  std::vector<std::string> some;
  for (const char* code : {"s0", "s1", "mean", "middle"}) {
    if (chance_->Percent(50)) some.push_back(code);
  }
  if (some.empty()) some.emplace_back("s0");
  const bool sealed = seal.state != v1::Seal::STATE_OPEN;
  absl::Status status;
  bool can = sealed;
  const int move = sealed ? chance_->Weighted({2, 4, 1, 1, 2, 1}) : chance_->Weighted({9, 1});
  if (move == 0) {
    can = any_open;
    ConfirmWarnings(organization, span);
    status = transition(v1::Seal::STATE_SUBMITTED);
    seal.state = v1::Seal::STATE_SUBMITTED;
    for (auto& [code, cell] : seal.cells) cell = {step_, cell.approved, false};
  } else if (move == 1) {
    status = transition(v1::Seal::STATE_APPROVED);
    for (auto& [code, cell] : seal.cells) {
      if (seal.state != v1::Seal::STATE_APPROVED) {
        cell.approved = cell.submitted;
      } else if (!cell.open) {
        cell.approved = cell.submitted = step_;
      }
    }
    seal.state = v1::Seal::STATE_APPROVED;
  } else if (move == 2) {
    status = transition(v1::Seal::STATE_OPEN);
    seal.state = v1::Seal::STATE_OPEN;
    for (auto& [code, cell] : seal.cells) cell = {cell.approved, cell.approved, false};
  } else if (move == 3) {
    status = transition(v1::Seal::STATE_OPEN, some);
    for (const std::string& code : some) {
      SealedCell& cell = seal.cells[code];
      cell = {cell.approved, cell.approved, true};
    }
  } else {
    v1::ReopenSealRequest request;
    request.set_name(name);
    request.set_transition(indicators::NewRequestId());
    request.mutable_indicators()->Assign(some.begin(), some.end());
    request.set_meanwhile(move == 4 ? v1::Seal::MEANWHILE_KEEP : v1::Seal::MEANWHILE_WITHDRAW);
    request.set_reason("更正");
    status = CallAny<v1::SealService>(&v1::SealService::Stub::ReopenSeal, request).status();
    for (const std::string& code : some) {
      SealedCell& cell = seal.cells[code];
      cell.open = true;
      if (move == 5) cell.submitted = cell.approved = 0;
    }
  }
  if (!can) {
    ASSERT_THAT(status,
                test::StatusIs(absl::StatusCode::kFailedPrecondition, "INVALID_TRANSITION"));
    return;
  }
  // A check of the figures may stand in the way of a submission.
  if (move == 0 && absl::IsFailedPrecondition(status)) return;
  ASSERT_THAT(status, test::IsOk()) << name << " move " << move;
  versions.Put(step_, seal);
}

}  // namespace eduplan::indicators_model

# shellcheck shell=bash
# The main job over HTTP: organizations, indicators, documents and figures in; rollups and documents out.
# Needs $url, $token, $state. Everything is sent with a request id made from its content, so a second run
# changes nothing.

# api METHOD PATH [curl arguments…]: the reply's body; a refusal ends the script with its message.
api() {
  local method=$1 path=$2 reply
  shift 2
  reply=$(curl -sS -X "$method" -H "Authorization: Bearer $token" -w '\n%{http_code}' "$@" "$url$path")
  if [ "${reply##*$'\n'}" -ge 300 ]; then
    echo "eduplan: $method $path: ${reply%$'\n'*}" >&2
    return 1
  fi
  printf '%s\n' "${reply%$'\n'*}"
}

# request_id WORDS…: a UUID that is the same for the same words.
request_id() { uuidgen --sha1 --namespace @url --name "$*"; }
urlencode() { jq -rn --arg text "$1" '$text | @uri'; }

# post_csv PATH FILE: sends a CSV file once.
post_csv() {
  api POST "$1?requestId=$(request_id "$1" "$(sha256sum <"$2")")" -H 'Content-Type: text/csv' \
    --data-binary @"$2"
}

# import_plan ORGANIZATION FILE: stores a document as a plan of the organization and says what was read.
import_plan() {
  local organization=$1 file=$2 type=text/plain reply
  case "$file" in *.html | *.htm) type=text/html ;; esac
  reply=$(api POST "/v1/organizations/$organization/plans:import?filename=$(urlencode "$(basename "$file")")&requestId=$(request_id "$organization" "$(sha256sum <"$file")")" \
    -H "Content-Type: $type" --data-binary @"$file")
  jq -r '"    \(.plan.title): \(.itemCount) items, \(.measurementCount) figures, \(.findings | length) findings"' <<<"$reply"
}

# print_rollup ORGANIZATION PERIOD: a table for people.
print_rollup() {
  local reply
  reply=$(api GET "/v1/organizations/$1/rollups/$2")
  {
    printf '指标\t合计\t应报\t已报\t缺报\t不适用\n'
    jq -r '.cells[] | select(.completeness.reported > 0 or .completeness.notApplicable > 0)
      | [.displayName, (if .text == "" then "—" else .text end), .completeness.expected,
         .completeness.reported, .completeness.missing, .completeness.notApplicable] | @tsv' <<<"$reply"
  } | column -t -s $'\t'
  jq -r '"as of sequence \(.asOf.sequence), \(.asOf.time)"' <<<"$reply"
}

# render ORGANIZATION PERIOD FORMAT DIRECTORY: writes the document and prints its path.
render() {
  local reply name path
  reply=$(api POST /v1/documents:render -H 'Content-Type: application/json' \
    -d "{\"template\":\"summary-and-plan\",\"organization\":\"organizations/$1\",\"period\":\"$2\",\"format\":\"$3\"}")
  name=$(jq -r .filename <<<"$reply")
  path="$4/$name"
  mkdir -p "$4"
  curl -fsS -H "Authorization: Bearer $token" -o "$path" "$url$(jq -r .downloadUri <<<"$reply")"
  echo "$path"
}

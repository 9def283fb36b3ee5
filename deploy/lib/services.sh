# shellcheck shell=bash
# The processes of eduplan on one machine. Needs $state, $data, $binaries, $database, $redis.

# database_url SERVICE: a file of its own per service on SQLite; on PostgreSQL a database of its own,
# the given URL's name followed by the service's.
database_url() {
  if [ -z "$database" ]; then
    echo "sqlite:$data/$1.db"
    return
  fi
  local base=${database%%\?*} options=""
  [ "$base" = "$database" ] || options="?${database#*\?}"
  echo "${base}_${1//-/_}$options"
}

start_redis() {
  [ -z "$redis" ] || return 0
  if ! running redis; then
    local redis_port
    redis_port=$(free_port 6379)
    start redis redis-server --bind 127.0.0.1 --port "$redis_port" --save '' --appendonly no \
      --maxmemory 256mb --maxmemory-policy allkeys-lru --dir "$state/redis"
    echo "redis=127.0.0.1:$redis_port" >"$state/redis/ports"
  fi
  redis="redis://$(port redis redis)"
}

# start_service NAME ARGUMENTS…: eduplan-NAME on free ports.
start_service() {
  local name=$1
  shift
  running "$name" || start "$name" "$binaries/eduplan-$name" --listen=127.0.0.1:0 \
    --operations-listen=127.0.0.1:0 --ports-file="$state/$name/ports" --key-dir="$data/keys" \
    --database="$(database_url "$name")" "$@"
}

names=(gateway documents plan-items indicators organizations redis)

# Brings everything up. Each process is told where the others listen, so if one of them has ended all are
# started anew.
start_all() {
  local name
  for name in "${names[@]}"; do
    running "$name" || { [ "$name" = redis ] && [ -n "$redis" ]; } || stop_all
  done
  mkdir -p "$data/keys"
  chmod 700 "$data/keys"
  start_redis
  start_service organizations
  local organizations indicators plan_items documents
  organizations=$(port organizations grpc)
  start_service indicators --organizations="$organizations" --redis="$redis"
  indicators=$(port indicators grpc)
  start_service plan-items --organizations="$organizations" --indicators="$indicators"
  plan_items=$(port plan-items grpc)
  start_service documents --organizations="$organizations" --plan-items="$plan_items" \
    --indicators="$indicators"
  documents=$(port documents grpc)
  running gateway || start gateway "$binaries/eduplan-gateway" --listen="127.0.0.1:$(free_port 8080)" \
    --operations-listen=127.0.0.1:0 --ports-file="$state/gateway/ports" --key-dir="$data/keys" \
    --organizations="$organizations" --indicators="$indicators" --plan-items="$plan_items" \
    --documents="$documents"
  url="http://$(port gateway http)"
}

wait_ready() {
  local i
  for ((i = 0; i < 300; i++)); do
    curl -fsS -o /dev/null "$url/readyz" 2>/dev/null && return 0
    sleep 0.1
  done
  echo "eduplan: not ready after 30 s:" >&2
  curl -sS "$url/readyz" >&2
  return 1
}

stop_all() {
  local name
  for name in "${names[@]}"; do stop "$name"; done
}

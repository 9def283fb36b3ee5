# shellcheck shell=bash
# A PostgreSQL of the tests' own in a temporary folder, on a free port of this host. Test programs find it
# by EDUPLAN_TEST_POSTGRES.

start_test_postgres() {
  [ -z "${EDUPLAN_TEST_POSTGRES:-}" ] || return 0
  local bin=/usr/lib/postgresql/15/bin
  test_postgres=$(mktemp -d /tmp/eduplan-postgres.XXXXXX)
  as_postgres=()
  if [ "$(id -u)" = 0 ]; then
    as_postgres=(runuser -u postgres --)
    chown postgres "$test_postgres"
  fi
  local port=$((20000 + RANDOM % 20000))
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  (
    cd /
    "${as_postgres[@]}" "$bin/initdb" -D "$test_postgres/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
    # Durability across a power cut is not what the tests look at; killed processes lose nothing either way.
    "${as_postgres[@]}" "$bin/pg_ctl" -D "$test_postgres/data" -w -l "$test_postgres/log" -o \
      "-h 127.0.0.1 -p $port -k $test_postgres -c fsync=${EDUPLAN_TEST_FSYNC:-off} -c max_connections=400 -c shared_buffers=256MB" start >/dev/null
  )
  export EDUPLAN_TEST_POSTGRES="postgresql://postgres@127.0.0.1:$port/postgres"
}

stop_test_postgres() {
  [ -n "${test_postgres:-}" ] || return 0
  (cd / && "${as_postgres[@]}" /usr/lib/postgresql/15/bin/pg_ctl -D "$test_postgres/data" -m immediate stop >/dev/null) || true
  rm -rf "$test_postgres"
}

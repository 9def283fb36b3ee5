# shellcheck shell=bash
# Starting, finding and stopping the processes of one installation. Each has a folder of its own under
# $state: pid, ports (written by the process once it listens), log.

# say WORDS…: progress, for people.
say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }

# alive PID: whether it runs; a process that has ended and was not yet collected does not.
alive() { [ -n "$1" ] && grep -qsE '^State:[[:space:]]+[^ZX[:space:]]' "/proc/$1/status"; }

# running NAME: whether the process that we started under that name still runs.
running() {
  local pid
  pid=$(cat "$state/$1/pid" 2>/dev/null) || return 1
  alive "$pid" && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$(cat "$state/$1/comm" 2>/dev/null)" ]
}

# start NAME PROGRAM ARGUMENTS…: in the background, out of this shell's session.
start() {
  local name=$1
  shift
  mkdir -p "$state/$name"
  rm -f "$state/$name/ports"
  setsid nohup "$@" >>"$state/$name/log" 2>&1 </dev/null &
  echo $! >"$state/$name/pid"
  basename "$1" | cut -c1-15 >"$state/$name/comm"
}

# port NAME KEY: a port that a process wrote into its ports file, as HOST:PORT; waits for it.
port() {
  local address i
  for ((i = 0; i < 300; i++)); do
    address=$(sed -n "s/^$2=//p" "$state/$1/ports" 2>/dev/null) || true
    if [ -n "$address" ]; then
      echo "$address"
      return 0
    fi
    running "$1" || break
    sleep 0.1
  done
  echo "eduplan: $1 did not start; its log ends:" >&2
  tail -n 5 "$state/$1/log" >&2
  return 1
}

# stop NAME: SIGTERM, and SIGKILL to what has not ended after 20 s.
stop() {
  local name=$1 pid i
  if running "$name"; then
    pid=$(cat "$state/$name/pid")
    kill -TERM "$pid" 2>/dev/null || true
    for ((i = 0; i < 200; i++)); do
      alive "$pid" || break
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
  fi
  rm -f "$state/$name/pid" "$state/$name/ports"
}

# free_port USUAL: the usual port of this host, or the next one that nothing listens on.
free_port() {
  local candidate=$1
  while (exec 3<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null; do
    candidate=$((candidate + 1))
  done
  echo "$candidate"
}

# shellcheck shell=bash
# What the benchmarks share: the JDK, the data, and how a process is measured. Sourced by .ci/bench-*.
#
# TIMES      runs of each command, of which the one with the least CPU counts (default 3)
# BENCH_DIR  where the data lie (default mappings/target/bench)
work="${BENCH_DIR:-$PWD/mappings/target/bench}"
times="${TIMES:-3}"
mkdir -p "$work"

java=""
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if [ -x "$home/bin/java" ] && "$home/bin/java" -version 2>&1 | grep -qE 'version "(2[5-9]|[3-9][0-9])'; then
    java="$home/bin/java"
  fi
done
[ -n "$java" ] || { echo "no JDK 25 or newer found; set JAVA_HOME" >&2; exit 1; }

# Builds what makes the data, and the launcher with what it prepares; nothing of that is measured.
build() {
  if [ -z "${BENCH_BUILT:-}" ]; then mvn -q -B -pl mappings -am test-compile; fi
  ./belfry map --help >/dev/null
  export BELFRY_BUILD=never BENCH_BUILT=yes
}

# Makes data with a class of the tests: make_data CLASS ARGUMENTS...
make_data() {
  local class="$1"
  shift
  "$java" -XX:+UseSerialGC -Xmx512m -cp mappings/target/test-classes:mappings/target/classes \
    "city.belfry.mappings.bench.$class" "$@"
}

# The metro feed of a scale in csv, json or xml; says its folder.
metro() {
  local folder="$work/gtfs-$1-$2"
  [ -e "$folder/expected.txt" ] || make_data MetroData "$2" "$1" "$folder" >&2 || return
  echo "$folder"
}

# Waits without starting a process.
exec {never}<> <(:)

# Runs a command; prints "CPU wall RSS": seconds, seconds, MB at its peak. What the command prints is thrown away.
measure() {
  local TIMEFORMAT='%U %S %R'
  local peak="$work/peak"
  echo 0 >"$peak"
  {
    time {
      "$@" >/dev/null 2>"$work/messages" &
      local pid=$! key value rest most=0
      while [ -r "/proc/$pid/status" ] && kill -0 "$pid" 2>/dev/null; do
        while read -r key value rest; do
          if [ "$key" = VmHWM: ] && [ "$value" -gt "$most" ]; then most=$value; fi
        done <"/proc/$pid/status" 2>/dev/null
        read -rt 0.1 -u "$never" || :
      done
      wait "$pid" || [ $? -eq 4 ] || { cat "$work/messages" >&3; exit 1; }
      echo "$most" >"$peak"
    }
  } 3>&2 2>&1 | awk -v peak="$peak" '{ getline kb <peak; printf "%.2f %.2f %d\n", $1 + $2, $3, kb / 1024 }'
}

# Of figures that were measured, one run a line, those of the run with the least CPU.
least_of() { sort -n | head -n 1; }

# The run with the least CPU.
least() {
  for ((turn = 0; turn < times; turn++)); do measure "$@"; done | least_of
}

# Measures `belfry map` and counts its lines without keeping them; prints "CPU wall RSS lines".
counted() {
  local pipe="$work/result" figures
  rm -f "$pipe"
  mkfifo "$pipe"
  wc -l <"$pipe" >"$work/lines" &
  local counter=$!
  figures=$(measure ./belfry map "$@" -o "$pipe" --format nq) || { kill "$counter"; return 1; }
  wait "$counter"
  rm -f "$pipe"
  echo "$figures $(cat "$work/lines")"
}

ratio() { awk "BEGIN { printf \"%.2f\", $1 / $2 }"; }

machine() { echo "machine  $(nproc) cores, $(uname -m), $("$java" -version 2>&1 | head -n 1)"; }

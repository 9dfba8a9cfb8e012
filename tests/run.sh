#!/usr/bin/env bash
# Installs what the tests need where it may, builds, publishes the program, and runs the tests.
#
#   tests/run.sh                  the short run: under 30 minutes on a new machine with two cores
#   tests/run.sh --long           everything: chaos, journeys, benchmarks, fuzzing; under 75 minutes
#   tests/run.sh --fail-skips on  a skipped test counts as failed
#
# Ends with the names of what was skipped and why, and the line "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A shell that runs this in the background has Ctrl-C ignored, and every program below would inherit that; some tests send it.
if [ -z "${COCKPIT_TEST_SIGNALS:-}" ] && env --default-signal=INT true 2>/dev/null; then
  COCKPIT_TEST_SIGNALS=default exec env --default-signal=INT,QUIT,HUP bash tests/run.sh "$@"
fi

long=off fail_skips=off
while [ $# -gt 0 ]; do
  case $1 in
    --long) long=on ;;
    --fail-skips) fail_skips=${2:?on or off}; shift ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
  shift
done

results=artifacts/test-results
rm -rf "$results"; mkdir -p "$results"
say() { printf '== %s\n' "$*"; }

# ---- what the tests need
# command:package; a command that is there needs no package.
needs="ssh:openssh-client sshd:openssh-server sqlite3:sqlite3 tmux:tmux clang:clang setpriv:util-linux
mmdebstrap:mmdebstrap systemd-nspawn:systemd-container ip:iproute2 apt-ftparchive:apt-utils nft:nftables rpm:rpm ansible-inventory:ansible-core aiosmtpd:python3-aiosmtpd"
[ $long = on ] && needs="$needs htop:htop tig:tig afl-fuzz:afl++"
missing=()
for pair in $needs; do
  command -v "${pair%%:*}" >/dev/null || [ -x "/usr/sbin/${pair%%:*}" ] || missing+=("${pair##*:}")
done
[ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
/usr/bin/python3 -c 'import icalendar, recurring_ical_events' 2>/dev/null || missing+=(python3-icalendar python3-recurring-ical-events)
/usr/bin/python3 -c 'import jsonschema, yaml' 2>/dev/null || missing+=(python3-jsonschema python3-yaml)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing ${missing[*]}"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } \
      >"$results/apt-get.log" 2>&1 || { tail -5 "$results/apt-get.log"; say "not everything could be installed; what needs it is skipped"; }
  else
    say "not installed, so tests will be skipped; as root: apt-get install ${missing[*]}"
  fi
fi

# ---- build
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
say "building"
dotnet build Cockpit.sln -c Release -v quiet || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
say "publishing"
export COCKPIT_PROGRAM=$PWD/artifacts/publish/cockpit
dotnet publish src/Cockpit -c Release -o artifacts/publish -v quiet || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# ---- tests
# Modules run one after another, because the lab and the benchmarks measure and load the whole machine.
passed=0 failed=0 skipped=0
table=()
count() { # name passed failed skipped seconds
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
  table+=("$(printf '%-20s %6d passed %4d failed %4d skipped %5d s' "$@")")
}
for project in tests/*/*.Tests.csproj tests/Live/Live.csproj; do
  name=$(basename "$project" .csproj)
  log=$results/$name.log
  arguments=(-noColor -noLogo -noAutoReporters -result-trx "$results/$name.trx")
  [ $long = off ] && arguments+=(-trait- Category=Long)
  [ "$fail_skips" = on ] && arguments+=(-failSkips)
  say "$name"
  began=$SECONDS
  timeout -k 10 2400 "$(dirname "$project")/bin/Release/net10.0/Cockpit.$name" "${arguments[@]}" >"$log" 2>&1 </dev/null
  code=$?
  sum=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -1)
  if [ -z "$sum" ]; then
    tail -20 "$log"; count "$name" 0 1 0 $((SECONDS - began)); continue
  fi
  read -r total errors fails skips < <(tr -c '0-9\n' ' ' <<<"$sum")
  fails=$((fails + errors))
  [ $code -ne 0 ] && [ "$fails" -eq 0 ] && fails=1
  [ "$fails" -gt 0 ] && grep -A12 '\[FAIL\]' "$log" | head -120
  count "$name" $((total - fails - skips)) "$fails" "$skips" $((SECONDS - began))
done

run_program() { # name command...: a test program that prints its own "N passed, N failed" line last
  local name=$1 began=$SECONDS line p f; shift
  say "$name"
  "$@" >"$results/$name.log" 2>&1 </dev/null
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$results/$name.log" | tail -1)
  read -r p f < <(tr -c '0-9\n' ' ' <<<"${line:-0 passed, 1 failed}")
  [ "$f" -gt 0 ] && tail -40 "$results/$name.log"
  count "$name" "$p" "$f" 0 $((SECONDS - began))
}
simulator=tests/Simulator/bin/Release/net10.0/Cockpit.Simulator
# Seeds that once failed. 10732: a late "at work" lifted a doubt, and nobody followed the job any more.
run_program simulator-seeds "$simulator" --from 10732 --seeds 1
fuzz=tests/Fuzz/bin/Release/net10.0/Cockpit.Fuzz
run_program fuzz-corpus "$fuzz" replay
if [ $long = on ]; then
  run_program fuzz "$fuzz" fuzz
  run_program simulator "$simulator" --seeds 20000
  run_program mutants "$simulator" --mutants
  run_program benchmarks tests/Benchmarks/bin/Release/net10.0/Cockpit.Benchmarks
  cat "$results/mutants.log" "$results/fuzz.log" "$results/benchmarks.log"
else
  run_program simulator "$simulator" --seeds 3000
  run_program mutants "$simulator" --mutants
fi

# ---- closing
echo
printf '%s\n' "${table[@]}"
grep -hA2 '\[SKIP\]' "$results"/*.log | sed 's/^ */  /' || true
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]

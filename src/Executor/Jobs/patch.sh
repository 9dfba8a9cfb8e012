# Installs exactly what was planned. The caller puts these in front: $machine,
# $specs, $removals, $expected (the plan's whole transaction, a change a line),
# and the functions of transaction.sh. Exit codes of its own: 91 another machine,
# 92 drift, 93 the simulation failed; else apt-get's.
# needrestart lists what runs old libraries and restarts nothing: that is not in the plan.
export LC_ALL=C DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 APT_LISTCHANGES_FRONTEND=none NEEDRESTART_MODE=l

[ "$(cat /etc/machine-id)" = "$machine" ] || { echo "cockpit: this is another machine"; exit 91; }

# Right before the install the whole transaction is compared once more: between
# the plan's preflight and now the repository or the host may have moved.
simulated=$(simulate) || { printf '%s\n' "$simulated"; exit 93; }
unplanned=$(printf '%s\n' "$simulated" | changes | while read -r change; do
  printf '%s\n' "$expected" | grep -qxF -- "$change" || printf '%s\n' "$change"; done)
[ -z "$unplanned" ] || { printf 'cockpit: not in the plan: %s\n' "$unplanned"; exit 92; }

# apt marks what its command line names as installed by hand, and a library so marked is never tidied away again;
# --mark-auto does the reverse to packages that were. So the marks are put back as they were.
# shellcheck disable=SC2046,SC2086
was_auto=$(apt-mark showauto $(for spec in $specs; do echo "${spec%%:*}"; done) 2>/dev/null)

# A new conffile keeps what the owner wrote, unless it was never edited.
# shellcheck disable=SC2086
apt-get -y -q -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
  $removals install --only-upgrade -- $specs
code=$?
# shellcheck disable=SC2086
[ -z "$was_auto" ] || apt-mark auto $was_auto >/dev/null
exit "$code"

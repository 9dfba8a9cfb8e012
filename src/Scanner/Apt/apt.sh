# Debian and Ubuntu. What is cheap comes first.
file debian-version /etc/debian_version
section architecture; dpkg --print-architecture; ended $?
section packages
dpkg-query -W -f '${Package}\t${Architecture}\t${Version}\t${db:Status-Abbrev}\t${source:Package}\t${source:Version}\n'
ended $?

section reboot
if [ -e /run/reboot-required ] || [ -e /var/run/reboot-required ]; then
  echo required
  cat /run/reboot-required.pkgs 2>/dev/null || cat /var/run/reboot-required.pkgs 2>/dev/null
fi
ended 0
# When package lists were last fetched, as far as that is proved: apt keeps a list file's server time as mtime, so its ctime tells
# when it was put there; Ubuntu leaves a stamp after a successful update. The folder's own times tell nothing, for
# "apt-get update" touches them, and exits 0, with a dead mirror too.
section lists
set +f
stat -c '%Z %n' /var/lib/apt/lists/*Release 2>/dev/null
set -f
stat -c '%Y %n' /var/lib/apt/periodic/update-success-stamp 2>/dev/null
[ -r /var/lib/apt/lists ]
ended $?

# Root would write apt's caches when they are stale. As nobody apt uses them where they are valid and rebuilds them in memory where they
# are not. Where that cannot be, they are not used at all, which is slower.
drop=; nocache=
if [ "$(id -u)" = 0 ]; then
  drop='setpriv --reuid=65534 --regid=65534 --clear-groups --'
  if ! $drop apt-cache policy >/dev/null 2>&1; then
    drop=
    nocache='-o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache='
  fi
fi
quiet='-o Debug::NoLocking=1 -o APT::Get::Show-User-Simulation-Note=0 -o APT::Color=0'

section sources; $drop apt-cache $nocache policy 2>&1; ended $?
section upgradable
upgradable=$($drop apt $nocache $quiet list --upgradable 2>/dev/null)
code=$?
printf '%s\n' "$upgradable"
ended $code

names=$(printf '%s\n' "$upgradable" | sed -n \
  -e 's|^\([A-Za-z0-9][A-Za-z0-9+.-]*\)/[^ ]* [^ ]* all \[upgradable from: .*|\1|p' \
  -e 's|^\([A-Za-z0-9][A-Za-z0-9+.-]*\)/[^ ]* [^ ]* \([a-z0-9-]*\) \[upgradable from: .*|\1:\2|p')
if [ -n "$names" ]; then
  section versions; $drop apt-cache $nocache policy $names 2>&1; ended $?
  section simulation; $drop apt-get $nocache $quiet -s upgrade 2>&1; ended $?
fi

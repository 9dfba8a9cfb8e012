# Debian and Ubuntu. What is cheap comes first.
file debian-version /etc/debian_version
section architecture; dpkg --print-architecture; ended $?
section packages
dpkg-query -W -f '${Package}\t${Architecture}\t${Version}\t${db:Status-Abbrev}\t${source:Package}\t${source:Version}\n'
ended $?

section reboot
if [ -e /run/reboot-required ] || [ -e /var/run/reboot-required ]; then
  echo required
  cat /run/reboot-required.pkgs || cat /var/run/reboot-required.pkgs
fi
ended 0

section audit; dpkg --audit 2>&1; ended $?
holders /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock /var/cache/apt/archives/lock

# dpkg.log is written whenever a package changes, and rotated empty; status also where a hold does. Neither is later than the last change.
section changed; stat -c '%s %Y %n' /var/log/dpkg.log /var/log/dpkg.log.1 /var/lib/dpkg/status; ended 0
section config
apt-config dump | grep -iE '^(Acquire::[a-z]+::Proxy[^ ]*|APT::Periodic::(Enable|Unattended-Upgrade)) '
ended 0
if [ -r /var/lib/ubuntu-advantage/status.json ]; then
  file pro /var/lib/ubuntu-advantage/status.json
  file notices /var/lib/update-notifier/updates-available
fi

# When package lists were fetched, as far as that is proved: apt keeps a list file's server time as mtime, so its ctime tells when
# it was put there; Ubuntu leaves a stamp after an update. The folder's own times tell nothing, for "apt-get update" touches
# them, and exits 0, with a dead mirror too. A Release file says itself from when it is and how long it may be used.
section lists
set +f
stat -c '%Z %n' /var/lib/apt/lists/*Release
set -f
stat -c '%Y %n' /var/lib/apt/periodic/update-success-stamp
[ -r /var/lib/apt/lists ]
ended $?
section releases
set +f
grep -HE '^(Date|Valid-Until): ' /var/lib/apt/lists/*Release
set -f
ended 0

# Root would write apt's caches when they are stale. As nobody apt uses them where they are valid and rebuilds them in memory where they
# are not. Where that cannot be, they are not used at all, which is slower.
drop=; nocache=
if [ "$uid" = 0 ]; then
  drop='setpriv --reuid=65534 --regid=65534 --clear-groups --'
  if ! $drop apt-config dump >/dev/null; then
    drop=
    nocache='-o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache='
  fi
fi
quiet='-o Debug::NoLocking=1 -o APT::Get::Show-User-Simulation-Note=0 -o APT::Color=0'

# Every repository that is configured, also one that was never fetched: what an update would fetch, which is only printed here.
section targets
$drop apt-get $quiet --print-uris update | while read -r address name rest; do
  case $name in *_InRelease)
    release=/var/lib/apt/lists/${name%InRelease}
    if [ -e "${release}InRelease" ] || [ -e "${release}Release" ]; then echo "+ $address $name"; else echo "- $address $name"; fi;;
  esac
done
ended 0

section sources; $drop apt-cache $nocache policy 2>&1; ended $?
section upgradable
upgradable=$($drop apt $nocache $quiet list --upgradable)
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

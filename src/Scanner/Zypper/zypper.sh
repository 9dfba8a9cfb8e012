# SUSE and openSUSE. What is cheap comes first.
#
# Nothing is fetched: --no-refresh, and zypper is asked only about repositories whose lists lie in root's cache, for where they are missing it would ask
# the network all the same. As root zypper would write its log, its caches and its lock, so root asks as nobody, who can write none of them.
as=
if [ "$(id -u)" = 0 ]; then as='setpriv --reuid=65534 --regid=65534 --clear-groups -- env HOME=/'; fi
zypper="$as zypper --no-refresh --non-interactive --xmlout"

section tool; $as true; ended $?
section architecture; uname -m; ended $?
section packages
installed=$($as rpm -qa --qf 'P\t%{NAME}\t%{EPOCHNUM}\t%{VERSION}\t%{RELEASE}\t%{ARCH}\t%{SOURCERPM}\t%{INSTALLTIME}\n' 2>&1)
code=$?
printf '%s\n' "$installed"
ended $code
section installonly
$as rpm -q --whatprovides --qf 'P\t%{NAME}\n' 'multiversion(kernel)' 'multiversion()' 2>/dev/null
ended 0

section lock-files
pid=
read -r pid 2>/dev/null </run/zypp.pid
case $pid in
  ''|*[!0-9]*) ;;
  *)
    # The file stays, and its number may be another process's by now.
    name=$(cat "/proc/$pid/comm" 2>/dev/null)
    case $name in *[Zz]ypp*|*packagekit*|y2*|ruby*|YaST*) echo "$pid $name";; esac;;
esac
ended 0
holders /var/lib/rpm/.rpm.lock /usr/lib/sysimage/rpm/.rpm.lock
section changed; stat -c %Y /var/lib/rpm/rpmdb.sqlite /var/lib/rpm/Packages /var/lib/rpm/Packages.db /usr/lib/sysimage/rpm/rpmdb.sqlite /usr/lib/sysimage/rpm/Packages.db; ended 0
file holds /etc/zypp/locks

section repositories
set +f
for each in /etc/zypp/repos.d/*.repo; do
  [ -e "$each" ] || continue
  if ! $as test -r "$each"; then echo "!unreadable $each"; continue; fi
  sed -n -e '/^[[:space:]]*\[/p' -e '/^[[:space:]]*enabled[[:space:]]*=/p' -e '/^[[:space:]]*baseurl[[:space:]]*=/p' -e '/^[[:space:]]*mirrorlist[[:space:]]*=/p' -e '/^[[:space:]]*metalink[[:space:]]*=/p' \
    -e '/^[[:space:]]*autorefresh[[:space:]]*=/p' "$each"
done
set -f
ended 0
section proxy; sed -n -e 's/^HTTPS_PROXY="\(.*\)"/\1/p' -e 's/^HTTP_PROXY="\(.*\)"/\1/p' /etc/sysconfig/proxy 2>/dev/null; ended 0

# Lists that are there and in use: what was fetched and what was made of it. A name with a blank cannot be asked about; it counts as without lists.
known=
for name in $($zypper repos 2>/dev/null | sed -n 's/.*<repo alias="\([^" ]*\)".* enabled="1".*/\1/p'); do
  each=$(printf '%s\n' "$name" | tr / _)
  if [ -s "/var/cache/zypp/raw/$each/repodata/repomd.xml" ] && [ -s "/var/cache/zypp/solv/$each/solv" ] && [ -s "/var/cache/zypp/solv/$each/cookie" ]; then known="$known --repo=$name"; fi
done
section metadata
for name in $known; do
  each=$(printf '%s\n' "${name#--repo=}" | tr / _)
  $as find "/var/cache/zypp/raw/$each" -type f \( -name 'repomd.xml' -o -name '*updateinfo.xml*' \) -exec stat -c '%Y %n' '{}' + 2>/dev/null
done
ended 0
if [ -n "$known" ]; then
  section all; $zypper list-updates --all $known 2>/dev/null; ended $?
  section offered; $zypper list-updates $known 2>/dev/null; ended $?
  section patches
  patches=$($zypper list-patches $known 2>/dev/null)
  code=$?
  printf '%s\n' "$patches"
  ended $code
  names=$(printf '%s\n' "$patches" | sed 's/<update /\n&/g' | sed -n 's/^<update kind="patch" name="\([A-Za-z0-9][A-Za-z0-9:._+-]*\)".*/\1/p')
  if [ -n "$names" ]; then section fixes; $zypper info -t patch $names 2>/dev/null; ended $?; fi

  # A patch that wants a reboot and is applied. "needs-rebooting" says no after one; so what it installed since the boot tells.
  booted=$(awk -v now="$(date +%s)" '{ printf "%d", now - $1 }' /proc/uptime)
  if [ -n "$(printf '%s\n' "$installed" | awk -F '\t' -v boot="${booted:-0}" '$1 == "P" && $8 >= boot' | sed -n 1p)" ]; then
    section applied
    names=$($zypper list-patches --all $known 2>/dev/null | sed 's/<update /\n&/g' | grep 'restart="true"' | grep 'status="applied"' | sed -n 's/^<update kind="patch" name="\([A-Za-z0-9][A-Za-z0-9:._+-]*\)".*/\1/p')
    code=0
    if [ -n "$names" ]; then $zypper info -t patch $names 2>/dev/null; code=$?; fi
    ended $code
  fi
fi
# 102: needed. Newer ones leave a file.
section restart; if [ -e /run/reboot-needed ]; then echo needed; fi; $as zypper --no-refresh --non-interactive needs-rebooting 2>/dev/null; ended $?

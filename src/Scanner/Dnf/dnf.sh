# RHEL, Alma, Rocky, Fedora, Oracle, Amazon: dnf 4, dnf 5, or yum 3. What is cheap comes first.
#
# Nothing is fetched: -C answers from root's own cache, as any user too (dnf(8), yum(8)). As root the tools would write caches, logs and locks,
# so root asks as nobody. Even so dnf 4 makes a folder /var/tmp/dnf-USER-xxxxxxxx with a log for a user who has none; it is taken away again.
# "rpm --verifydb" is not asked: it takes rpm's transaction lock.
as=
if [ "$(id -u)" = 0 ]; then as='setpriv --reuid=65534 --regid=65534 --clear-groups -- env HOME=/'; fi
set +f; before=" $(echo /var/tmp/dnf-*) "; set -f
if has dnf; then tool=dnf; else tool=yum; fi
version=$($as $tool --version 2>/dev/null | sed -n 1p)
case $version in dnf5*) major=5;; 3.*) major=3;; *) major=4;; esac
# dnf 5 keeps a log and a cache of its own below a user's home; here they go into a folder that is taken away again.
scratch=
if [ "$major" = 5 ]; then
  scratch=$($as mktemp -d 2>/dev/null)
  [ -z "$scratch" ] || as="$as env XDG_STATE_HOME=$scratch XDG_CACHE_HOME=$scratch"
  tool="$tool --setopt=cachedir=/var/cache/libdnf5"
fi

section tool; echo "${tool%% *} $major"; $as true; ended $?
section architecture; uname -m; ended $?
file redhat-release /etc/redhat-release
section packages
$as rpm -qa --qf 'P\t%{NAME}\t%{EPOCHNUM}\t%{VERSION}\t%{RELEASE}\t%{ARCH}\t%{SOURCERPM}\t%{INSTALLTIME}\n' 2>&1
ended $?
# Packages of which several versions may be there side by side: the default of installonlypkgs in dnf.conf(5).
section installonly
$as rpm -q --whatprovides --qf 'P\t%{NAME}\n' kernel kernel-PAE 'installonlypkg(kernel)' 'installonlypkg(kernel-module)' 'installonlypkg(vm)' 'multiversion(kernel)' 2>/dev/null
ended 0

section lock-files
for lock in /var/cache/dnf/metadata_lock.pid /var/cache/dnf/download_lock.pid /var/lib/dnf/rpmdb_lock.pid /run/yum.pid /var/run/yum.pid; do
  pid=
  read -r pid 2>/dev/null <"$lock"
  case $pid in ''|*[!0-9]*) continue;; esac
  # A file may be left behind, and its number be another process's by now.
  name=$(cat "/proc/$pid/comm" 2>/dev/null)
  case $name in *dnf*|*yum*|*python*|packagekit*|rhsm*) echo "$pid $name";; esac
done
ended 0
holders /var/lib/rpm/.rpm.lock /usr/lib/sysimage/rpm/.rpm.lock
section changed; stat -c %Y /var/lib/rpm/rpmdb.sqlite /var/lib/rpm/Packages /var/lib/rpm/Packages.db /usr/lib/sysimage/rpm/rpmdb.sqlite /usr/lib/sysimage/rpm/Packages.db; ended 0

# Which repositories are configured. A file that this user cannot read is named, for the package manager does not see it either.
section repositories
set +f
for each in /etc/dnf/dnf.conf /etc/yum.conf /etc/yum.repos.d/*.repo /etc/distro.repos.d/*.repo /etc/dnf/repos.override.d/*.repo; do
  [ -e "$each" ] || continue
  if ! $as test -r "$each"; then echo "!unreadable $each"; continue; fi
  sed -n -e '/^[[:space:]]*\[/p' -e '/^[[:space:]]*enabled[[:space:]]*=/p' -e '/^[[:space:]]*baseurl[[:space:]]*=/p' -e '/^[[:space:]]*mirrorlist[[:space:]]*=/p' \
    -e '/^[[:space:]]*metalink[[:space:]]*=/p' -e '/^[[:space:]]*proxy[[:space:]]*=/p' -e '/^[[:space:]]*exclude[a-z]*[[:space:]]*=/p' -e '/^[[:space:]]*metadata_expire[[:space:]]*=/p' "$each"
done
set -f
ended 0
# dnf-automatic and yum-cron may fetch only.
section automatic; sed -n 's/^ *apply_updates *= *\([a-zA-Z0-9]*\).*/\1/p' /etc/dnf/automatic.conf /etc/yum/yum-cron.conf; ended 0
section versionlock
cat /etc/dnf/plugins/versionlock.list /etc/yum/pluginconf.d/versionlock.list 2>/dev/null
sed -n 's/^name *= *"\([^"]*\)".*/\1/p' /etc/dnf/versionlock.toml 2>/dev/null
ended 0
# A repository's metadata: when it was fetched, as the package manager itself counts it (the time of repomd.xml and of the package list), and what is in it.
section metadata
for cache in /var/cache/dnf /var/cache/libdnf5 /var/cache/yum; do
  [ ! -d "$cache" ] || $as find "$cache" -maxdepth 5 -type f \( -name 'repomd.xml' -o -name '*primary.xml*' -o -name 'cachecookie' -o -name '*updateinfo.xml*' \) -exec stat -c '%Y %n' '{}' + 2>&1
done
ended 0

section upgrades
all=--disableexcludes=all
case $major in
  3) code=0;;
  5) $as $tool -C -q --setopt=disable_excludes='*' repoquery --upgrades --qf 'U\t%{name}\t%{epoch}\t%{version}\t%{release}\t%{arch}\t%{repoid}\n' 2>&1; code=$?;;
  *) $as $tool -C -q $all repoquery --upgrades --qf 'U\t%{name}\t%{epoch}\t%{version}\t%{release}\t%{arch}\t%{repoid}\n' 2>&1; code=$?;;
esac
ended $code
# 100: there are updates; 0: none; all else: it does not know.
section check; $as $tool -C -q check-update 2>&1; check=$?; ended $check
if [ "$check" = 100 ] || [ "$check" = 0 ]; then
  case $major in
    3)
      section advisories; $as $tool -C -q updateinfo list 2>&1; ended $?
      section cves; $as $tool -C -q updateinfo list cves 2>&1; ended $?;;
    5)
      section advisories; $as $tool -C -q --setopt=disable_excludes='*' advisory list 2>&1; ended $?
      section cves; $as $tool -C -q --setopt=disable_excludes='*' advisory list --with-cve 2>&1; ended $?;;
    *)
      section advisories; $as $tool -C -q $all updateinfo list 2>&1; ended $?
      section cves; $as $tool -C -q $all updateinfo list --with-cve 2>&1; ended $?;;
  esac
fi
# 1 is "a reboot is needed", and what a missing plugin ends with too; the text tells them apart.
section restart
if [ "$major" = 3 ]; then $as needs-restarting -r 2>&1; else $as $tool -C -q needs-restarting -r 2>&1; fi
ended $?
set +f
for made in /var/tmp/dnf-*; do
  case $before in *" $made "*) ;; *) $as rm -rf "$made" 2>/dev/null;; esac
done
set -f
[ -z "$scratch" ] || $as rm -rf "$scratch"

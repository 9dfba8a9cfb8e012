# Arch, read only. Nothing is fetched ("pacman -Sy" without an upgrade breaks Arch hosts), nothing is locked: -Q and -D -k only read.
section architecture; uname -m; ended $?
# pacman -Q has no format of its own, and the database is a text file a package.
section packages
find /var/lib/pacman/local -name desc -exec awk '
function put() { if (name != "") printf "P\t%s\t%s\t%s\t%s\t%s\n", name, version, arch, base == "" ? name : base, at }
FNR == 1 { put(); name = version = arch = base = at = key = "" }
/^%[A-Z]+%$/ { key = $0; next }
$0 == "" { key = "" }
key == "%NAME%" { name = $0 }
key == "%VERSION%" { version = $0 }
key == "%ARCH%" { arch = $0 }
key == "%BASE%" { base = $0 }
key == "%INSTALLDATE%" { at = $0 }
END { put() }' '{}' + 2>&1
ended $?
section lock-files
if [ -e /var/lib/pacman/db.lck ]; then
  echo locked
  set +f
  for each in /proc/[0-9]*; do
    name=$(cat "$each/comm" 2>/dev/null)
    case $name in pacman|pamac*|packagekitd) echo "${each#/proc/} $name";; esac
  done
  set -f
fi
ended 0
section changed; stat -c %Y /var/lib/pacman/local; ended $?
section ignored; pacman-conf IgnorePkg 2>/dev/null; ended $?
section repositories
for name in $(pacman-conf --repo-list 2>/dev/null); do
  pacman-conf --repo="$name" Server 2>/dev/null | sed "s|^|$name |"
  at=$(stat -c %Z "/var/lib/pacman/sync/$name.db" 2>/dev/null) && echo "@$name $at" || echo "!$name"
done
ended 0
# 1 and no line: nothing to update.
section upgrades; pacman -Qu 2>&1; ended $?
section sources; pacman -Sl 2>/dev/null | sed -n 's/^\([^ ]*\) \([^ ]*\) \([^ ]*\) \[installed: .*/\1 \2 \3/p'; ended 0
section health; pacman -Dk 2>&1; ended $?

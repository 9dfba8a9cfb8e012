# Alpine. busybox's tools are all there is. Nothing is fetched, and apk only reads.
section architecture; apk --print-arch; ended $?
section packages
awk '
function put() { if (name != "") printf "P\t%s\t%s\t%s\t%s\n", name, version, arch, origin == "" ? name : origin }
/^P:/ { name = substr($0, 3) }
/^V:/ { version = substr($0, 3) }
/^A:/ { arch = substr($0, 3) }
/^o:/ { origin = substr($0, 3) }
$0 == "" { put(); name = version = arch = origin = "" }
END { put() }' /lib/apk/db/installed 2>&1
ended $?
section changed; stat -c %Y /lib/apk/db/installed 2>&1; ended $?
section world; cat /etc/apk/world 2>/dev/null; ended $?
section repositories; sed -n '/^[^#]/p' /etc/apk/repositories 2>/dev/null; ended $?
section metadata
set +f
for each in /etc/apk/cache/APKINDEX.*.tar.gz /var/cache/apk/APKINDEX.*.tar.gz; do
  [ ! -e "$each" ] || stat -c '%Y %Z %n' "$each" 2>&1
done
set -f
ended 0
holders /lib/apk/db/lock
section upgrades; apk --no-network list --upgradable 2>&1; ended $?
# What a plain upgrade would do: what it leaves is pinned.
section simulation; apk --no-network --simulate upgrade 2>&1; ended $?

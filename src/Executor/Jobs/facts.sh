# Reads what a plan is judged by, and changes nothing. The caller sets $root,
# $specs, $removals, $names (packages to look up) and $want (the costly parts to
# read: simulation, stale).
# A header line starts in the first column; every line of the host's own output
# is put behind a blank, so that no output can look like a header.

part() { printf '@%s\n' "$1"; sed 's/^/ /' | head -c 200000; printf '\n'; }
wanted() { case " $want " in *" $1 "*) return 0;; esac; return 1; }

# Who holds a lock of the package manager: pid and name, one per line.
holders() {
  for lock in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/cache/apt/archives/lock; do
    inode=$(stat -c %i "$lock" 2>/dev/null) || continue
    while read -r _ kind _ _ pid file _; do
      case $kind:$file in POSIX:*:"$inode") ;; *) continue;; esac
      [ "$pid" -gt 0 ] 2>/dev/null || continue
      printf '%s %s\n' "$pid" "$(head -c 64 "/proc/$pid/comm" 2>/dev/null | tr -d '\n')"
    done </proc/locks
  done | sort -u
}

facts() {
  PATH=/usr/sbin:/usr/bin:/sbin:/bin; export PATH LC_ALL=C
  printf '@cockpit-facts\n'
  cat /etc/machine-id 2>/dev/null | part machine-id
  cat /proc/sys/kernel/random/boot_id | part boot-id
  for flag in /run/reboot-required /var/run/reboot-required; do [ ! -e "$flag" ] || echo yes; done | part reboot-required
  # shellcheck disable=SC2086
  dpkg-query -W -f '${Package} ${Architecture} ${Version} ${db:Status-Abbrev}\n' $names 2>/dev/null | part installed
  { dpkg --audit 2>&1 || echo "dpkg --audit ended with $?"; } | part audit
  holders | part lock
  readlink "$root/claim" 2>/dev/null | part claim
  if wanted simulation; then
    { simulated=$(simulate); printf 'exit %s\n%s\n' "$?" "$simulated"; } | part simulation
    for place in /var/cache/apt/archives /usr /var/lib/dpkg /boot; do
      df -Pk "$place" 2>/dev/null | sed -n "2s|^.* \([0-9][0-9]*\)  *[0-9]*%  *\(.*\)\$|\1 \2|p"
    done | sort -u | part free-kib
    # shellcheck disable=SC2086
    apt-get --print-uris -qq -y -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= $removals install --only-upgrade -- $specs 2>/dev/null |
      sed -nE "s/^'[^']*' [^ ]+ ([0-9]+).*\$/\1/p" | part download-bytes
  fi
  if wanted stale; then
    # Programs that still run a library that was replaced under them.
    for maps in /proc/[0-9]*/maps; do
      grep -qE ' /(usr/)?lib[^ ]*\.so[^ ]* \(deleted\)$' "$maps" 2>/dev/null || continue
      pid=${maps#/proc/}; pid=${pid%/maps}; head -c 64 "/proc/$pid/comm" 2>/dev/null
    done | sort -u | part stale
  fi
  printf '@end\n'
}

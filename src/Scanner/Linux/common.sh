# Reads a Linux host: what it is, what is installed and what could be updated. It changes nothing: no package lists are
# fetched, nothing is locked, and no package manager may write its caches.
#
# Each section stands between two lines that begin with "@" and a word made for this one scan, so that nothing printed on the way
# can be taken for data. The second line holds the exit code of what printed the section.
#
# This file is the beginning of every scan; then comes the file of each package manager, of which the host runs one. What is sent
# has no comment lines and no indentation, so nothing may stand in a here-document or a string that either would change.
# POSIX sh: dash, bash and busybox's.
LC_ALL=C; export LC_ALL
unset LANGUAGE APT_CONFIG
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"; export PATH
set -f

section() { printf '@%s begin %s\n' '@NONCE@' "$1"; }
ended() { printf '\n@%s end %s\n' '@NONCE@' "$1"; }
file() { section "$1"; cat "$2" 2>/dev/null; ended $?; }
has() { command -v "$1" >/dev/null 2>&1; }

printf '@%s inventory 1\n' '@NONCE@'
file os-release /etc/os-release
section kernel; uname -r; ended $?
section clock; date +%s; ended $?
file machine-id /etc/machine-id
file boot-id /proc/sys/kernel/random/boot_id
file uptime /proc/uptime

section disks
for mount in / /var /boot; do
  if [ -d "$mount" ]; then df -P -k "$mount" 2>/dev/null | sed 1d; fi
done
ended $?

# The package manager: the one that the system's kind has, else the first that is there. A Debian host may have dnf installed as a tool.
like=
while IFS='=' read -r key value; do
  case $key in ID|ID_LIKE) like="$like $value";; esac
done 2>/dev/null </etc/os-release
family=
case $like in
  *debian*|*ubuntu*) has dpkg-query && has apt-get && family=apt;;
  *suse*) has zypper && family=zypper;;
  *rhel*|*fedora*|*centos*|*amzn*) if has dnf || has yum; then family=dnf; fi;;
  *alpine*) has apk && family=apk;;
  *arch*) has pacman && family=pacman;;
esac
if [ -z "$family" ]; then
  if has dpkg-query && has apt-get; then family=apt
  elif has zypper; then family=zypper
  elif has rpm && { has dnf || has yum; }; then family=dnf
  elif has apk; then family=apk
  elif has pacman; then family=pacman
  fi
fi
section family; echo "$family"; ended 0

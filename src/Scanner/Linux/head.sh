# Reads a Linux host: what it is, what is installed and what could be updated. It changes nothing: no package lists are
# fetched, nothing is locked, and no package manager may write its caches.
#
# Each section stands between two lines that begin with "@" and a word made for this one scan, so that nothing printed on the way
# can be taken for data. The second line holds the exit code of what printed the section.
#
# This file is the beginning of every script; then come common.sh, family.sh and the file of each package manager, of which the host
# runs one. What is sent has no comment lines and no indentation, so nothing may stand in a here-document or a string that either would
# change; a here-document would also want room in /tmp. POSIX sh: dash, bash and busybox's.
LC_ALL=C; export LC_ALL
unset LANGUAGE APT_CONFIG
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"; export PATH
unset IFS

# apt unpacks signatures into a file of a moment. In memory it leaves no trace, and a full or read-only /tmp is no trouble.
if [ -d /dev/shm ] && [ -w /dev/shm ]; then TMPDIR=/dev/shm; export TMPDIR; fi
set -f
exec 2>/dev/null

section() { printf '@%s begin %s\n' '@NONCE@' "$1"; }
ended() { printf '\n@%s end %s\n' '@NONCE@' "$1"; }
file() { section "$1"; cat "$2"; ended $?; }
has() { command -v "$1" >/dev/null; }

# The first line of a small file, without a process.
line() { got=; [ -r "$1" ] && read -r got <"$1"; printf '%s\n' "$got"; }

# Who holds a lock on one of these files: process, place and name. The kernel tells everybody, so nothing is tried and nothing opened.
holders() {
  section locks
  inodes=" $(stat -c %i "$@" | tr '\n' ' ') "
  while read -r number kind mode access process place rest; do
    case $inodes in *" ${place##*:} "*) if [ -n "$place" ]; then printf '%s %s ' "$process" "$place"; line "/proc/$process/comm"; fi;; esac
  done </proc/locks
  ended $?
}

uid=$(id -u)
printf '@%s inventory 1\n' '@NONCE@'

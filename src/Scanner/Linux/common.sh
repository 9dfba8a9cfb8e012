# Reads a Linux host: what it is, what is installed and what could be updated. It changes nothing: no package lists are
# fetched, nothing is locked, and no package manager may write its caches.
#
# Each section stands between two lines that begin with "@" and a word made for this one scan, so that nothing printed on the way
# can be taken for data. The second line holds the exit code of what printed the section.
#
# This file is the beginning of every scan; then comes the file of each package manager, of which the host runs one. What is sent
# has no comment lines and no indentation, so nothing may stand in a here-document or a string that either would change; a
# here-document would also want room in /tmp. POSIX sh: dash, bash and busybox's.
LC_ALL=C; export LC_ALL
unset LANGUAGE APT_CONFIG
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"; export PATH
unset IFS
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
file os-release /etc/os-release
section kernel; uname -r; ended $?
section clock; date +%s; ended $?
section user; echo "$uid"; ended 0
file machine-id /etc/machine-id
file boot-id /proc/sys/kernel/random/boot_id
file uptime /proc/uptime
section zone; readlink /etc/localtime || line /etc/timezone; ended 0

section disks
for mount in / /var /boot; do
  if [ -d "$mount" ]; then df -P -k "$mount" | sed 1d; fi
done
ended $?

section kernels
set +f
for found in /boot/vmlinuz-* /lib/modules/*/kernel; do
  if [ -e "$found" ]; then echo "$found"; fi
done
for found in /sys/kernel/livepatch/*; do
  if [ -r "$found/enabled" ]; then printf 'live %s ' "${found##*/}"; line "$found/enabled"; fi
done
set -f
ended 0

section virtual
if has systemd-detect-virt; then systemd-detect-virt
else
  if [ -e /run/.containerenv ]; then echo podman; elif [ -e /.dockerenv ]; then echo docker; fi
  line /sys/class/dmi/id/sys_vendor; line /sys/class/dmi/id/product_name
fi
ended 0

if [ -d /run/systemd/system ] && has systemctl; then
  section failed; systemctl --no-pager --plain --no-legend list-units --state=failed; ended $?
  section timers
  TZ=UTC systemctl --no-pager show -p Id -p ActiveState -p NextElapseUSecRealtime \
    apt-daily-upgrade.timer dnf-automatic.timer dnf-automatic-install.timer dnf5-automatic.timer yum-cron.service transactional-update.timer
  ended $?
fi

# Cron jobs that upgrade. Those of persons can be read by root alone.
section cron
set +f
grep -lE '^[^#]*(apt[a-z-]* [^#]*upgrade|(dnf|yum|zypper) [^#]*(update|upgrade|patch| up( |$))|apk [^#]*upgrade|pacman [^#]*-S[a-z]*u)' \
  /etc/crontab /etc/cron.*/* /var/spool/cron/* /var/spool/cron/crontabs/* | sort -u
set -f
ended 0

# Programs whose libraries were replaced or removed while they run, each with the control group that names its service.
section deleted
set +f
for maps in $(grep -lE '^[^ ]+ ..x[^/]+/(usr|lib|lib64|bin|sbin|opt)/.* \(deleted\)$' /proc/[0-9]*/maps); do
  process=${maps%/maps}
  printf 'process %s ' "${process#/proc/}"; line "$process/comm"
  while read -r group; do
    case $group in 0::*|*:name=systemd:*) printf 'in %s\n' "$group";; esac
  done <"$process/cgroup"
done
ended 0

section containers
groups=$(grep -hoE '([^/]*/)?[^/]*[0-9a-f]{64}[^/]*|lxc(\.payload\.|/)[^/]+|machine-[^/]+\.scope' /proc/[0-9]*/cgroup | sort -u)
printf '%s\n' "$groups"
case $groups in *docker*)
  if has docker && [ -w /run/docker.sock ]; then docker ps --no-trunc --format 'name {{.ID}} {{.Names}}'; fi;;
esac
case $groups in *libpod*)
  for found in $(grep -lx conmon /proc/[0-9]*/comm); do printf 'conmon '; tr '\0' ' ' <"${found%comm}cmdline"; echo; done;;
esac
set -f
ended 0

section environment
grep -iE '^ *(export +)?(https?|ftp|all)_proxy=' /etc/environment
ended 0

# The package manager: the one that the system's kind has, else the first that is there. A Debian host may have dnf installed as a tool.
like=
while IFS='=' read -r key value; do
  case $key in ID|ID_LIKE) like="$like $value";; esac
done </etc/os-release
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

# What every Linux tells, cheap first.
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

# Cards only: a bridge or a container's pair has no device behind it.
section hardware
line /sys/class/dmi/id/product_uuid
set +f
for card in /sys/class/net/*; do
  if [ -e "$card/device" ]; then line "$card/address"; fi
done
set -f
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

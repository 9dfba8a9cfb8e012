# A job that outlives the connection that started it. Its folder is
# $root/jobs/ID, and its life is told by the files in it:
#
#   hash, payload     what it is
#   claimed           pid, start time and boot id of the shell that starts it
#   launched          the same file once more: the job was handed to the system
#   begun/            made by whoever comes first: the job as its first act, or a
#                     probe that found no job, so that none can begin afterwards
#   sealed            the probe was first
#   started           pid, start time and boot id of the job itself
#   log               what the payload wrote
#   exit.new -> exit  its exit code; room for it is taken before the start, so a
#                     full disk cannot lose it
#
# Liveness rests on pid, start time and boot id, never on the clock. mkdir and
# ln -s are the two calls that one of many can win.

identity() { # PID: pid, start time (field 22 of proc(5) stat), boot id
  # The name in field 2 may hold blanks and brackets, so what stands behind the last bracket is counted.
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # shellcheck disable=SC2086
  set -- "$1" ${stat##*) }
  [ "$2" != Z ] || return 1
  printf '%s %s %s\n' "$1" "${21}" "$(cat /proc/sys/kernel/random/boot_id)"
}
alive() { # FILE: the process that it names runs
  read -r pid _ <"$1" 2>/dev/null || return 1
  [ "$(identity "$pid" 2>/dev/null)" = "$(cat "$1")" ]
}
same_boot() { read -r _ _ boot <"$1" 2>/dev/null && [ "$boot" = "$(cat /proc/sys/kernel/random/boot_id)" ]; }

# The host serves one Cockpit file at a time. The link's target is its content,
# so making and naming the claim is one act.
claim_host() { # OWNER, as FILE/ROLLOUT
  if ln -s "$1" "$root/claim" 2>/dev/null; then return 0; fi
  owner=$(readlink "$root/claim") || return 1
  [ "${owner%%/*}" = "${1%%/*}" ] || return 1
  ln -s "$1" "$root/claim.$$" && mv -T "$root/claim.$$" "$root/claim"
}
release_host() { # OWNER
  if [ "$(readlink "$root/claim" 2>/dev/null)" = "$1" ]; then rm -f "$root/claim"; fi
}

# Only so many finished jobs are kept.
tidy() {
  # shellcheck disable=SC2012
  ls -t "$root/jobs" | tail -n "+${1:-51}" | while read -r old; do
    if [ -e "$root/jobs/$old/exit" ] || [ -e "$root/jobs/$old/sealed" ]; then rm -rf "$root/jobs/${old:?}"; fi
  done
}

start() { # ID HASH OWNER, the payload on stdin; says: started, exists, claimed BY, truncated, failed WHY
  umask 077
  dir=$root/jobs/$1
  mkdir -p "$root/jobs" || { echo "failed no room under $root"; return; }
  claim_host "$3" || { echo "claimed $(readlink "$root/claim")"; return; }
  mkdir "$dir" 2>/dev/null || { if [ -d "$dir" ]; then echo exists; else refuse "$3" "failed no room under $root"; fi; return; }
  identity $$ >"$dir/claimed" &&
    cat >"$dir/payload" && printf '%s\n' "$2" >"$dir/hash" && printf '      \n' >"$dir/exit.new" && : >"$dir/log" &&
    printf '%s\n' "$runner" >"$dir/run" || { refuse "$3" "failed no room under $root"; return; }
  [ "$(tail -n 1 "$dir/payload")" = "# end of payload" ] || { refuse "$3" truncated; return; }
  tidy
  if [ -d /run/systemd/system ] && [ "$(id -u)" = 0 ] && command -v systemd-run >/dev/null; then
    # A unit of the system's own outlives the login session and a restart of sshd. Should the unit be stopped,
    # only the runner is signalled: nobody kills a package manager.
    if ! said=$(systemd-run --quiet --collect --no-ask-password "--unit=cockpit-$1" --property=KillMode=process /bin/sh "$dir/run" 2>&1 </dev/null); then
      if mkdir "$dir/begun" 2>/dev/null; then refuse "$3" "failed systemd-run: $(echo "$said" | head -n 1)"; return; fi
    fi
  else
    setsid /bin/sh "$dir/run" </dev/null >/dev/null 2>&1 &
  fi
  # A link needs no room on the disk. From here on the job comes by itself, however slow this host is.
  ln "$dir/claimed" "$dir/launched"
  echo started
}

# Nothing of the job began: its id and the host are free again.
refuse() { # OWNER ANSWER
  rm -rf "${dir:?}"
  release_host "$1"
  echo "$2"
}

# Where a job stands: absent, sealed, starting, running, exited N, killed, rebooted.
state() { # ID
  dir=$root/jobs/$1
  if [ -e "$dir/exit" ]; then read -r code <"$dir/exit"; echo "exited $code"; return; fi
  if [ -e "$dir/sealed" ]; then echo sealed; return; fi
  if [ ! -d "$dir" ]; then echo absent; return; fi
  if [ ! -e "$dir/started" ]; then
    if alive "$dir/claimed"; then echo starting; return; fi
    # The shell that should start it is gone. If it had launched the job, the job is on its way; if it had not, or was killed
    # right at that, whether the job still comes is settled by who makes "begun".
    if [ ! -e "$dir/launched" ] && mkdir "$dir/begun" 2>/dev/null; then : >"$dir/sealed"; echo sealed; return; fi
    if [ ! -e "$dir/started" ] && same_boot "$dir/claimed"; then echo starting; return; fi
  fi
  if alive "$dir/started"; then echo running; return; fi
  # It may have ended between the two looks.
  if [ -e "$dir/exit" ]; then read -r code <"$dir/exit"; echo "exited $code"; return; fi
  if [ -e "$dir/started" ] && same_boot "$dir/started"; then echo killed; else echo rebooted; fi
}

# A probe that finds nothing leaves a tombstone: a start of the same id that is
# still on its way then finds the id taken.
seal() { # ID
  umask 077
  if mkdir -p "$root/jobs" && mkdir "$root/jobs/$1" 2>/dev/null; then : >"$root/jobs/$1/sealed"; fi
}

# State, hash, boot id and the next piece of the log, as base64 so that no byte is lost on the way.
report() { # ID OFFSET MOST
  printf '@cockpit-job\n'
  printf 'state %s\n' "$(state "$1")"
  printf 'hash %s\n' "$(cat "$root/jobs/$1/hash" 2>/dev/null)"
  printf 'boot-id %s\n' "$(cat /proc/sys/kernel/random/boot_id)"
  size=$(stat -c %s "$root/jobs/$1/log" 2>/dev/null || echo 0)
  printf 'log-size %s\n@log\n' "$size"
  [ "$size" -le "$2" ] || tail -c "+$(($2 + 1))" "$root/jobs/$1/log" | head -c "$3" | base64
  printf '@end\n'
}

# What is detached. It stands in the folder, so it does not hang on this script's life.
runner=$(cat <<'RUNNER'
cd "${0%/run}" || exit 1
umask 022
mkdir begun 2>/dev/null || exit 0
stat=$(cat /proc/$$/stat); set -- ${stat##*) }
printf '%s %s %s\n' "$$" "${20}" "$(cat /proc/sys/kernel/random/boot_id)" >started.new && mv started.new started || exit 1
PATH=/usr/sbin:/usr/bin:/sbin:/bin; export PATH
/bin/sh ./payload </dev/null >>log 2>&1
printf '%-6s' "$?" 1<>exit.new
mv exit.new exit
RUNNER
)

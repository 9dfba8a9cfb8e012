# What apt would do, and how it is compared. $specs and $removals are set by the
# caller: the plan's exact words, and --no-remove unless the plan removes.

# The plan's exact command, simulated. apt's cache files are not written, so that
# a simulation as root changes nothing either.
simulate() {
  # shellcheck disable=SC2086
  LC_ALL=C apt-get -s -y -q -o APT::Get::Show-User-Simulation-Note=no -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    $removals install --only-upgrade -- $specs 2>&1
}

# Reads a simulation, writes one line per change: name, architecture, from, to;
# "-" where there is none, and for a removal's architecture, which apt leaves out.
changes() {
  sed -nE -e 's/^Inst ([^ ]+) \[([^]]+)\] \(([^ ]+) .*\[([a-z0-9-]+)\]\)( .*)?$/\1 \4 \2 \3/p' \
    -e 's/^Inst ([^ ]+) \(([^ ]+) .*\[([a-z0-9-]+)\]\)( .*)?$/\1 \3 - \2/p' \
    -e 's/^(Remv|Purg) ([^ ]+) \[([^]]+)\].*$/\2 - \3 -/p' |
    sed -E 's/^([^ :]+):[a-z0-9-]+ /\1 /' | LC_ALL=C sort
}

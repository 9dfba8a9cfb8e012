# Lets the package manager fetch its lists, as root: the one thing that a scan may change, and only where a person asks for it. What it says is
# read, for an exit code of 0 proves nothing: "apt-get update" gives that with a dead mirror too.
section refresh
case $family in
  apt) apt-get -q -o APT::Color=0 -o Acquire::Retries=1 update 2>&1;;
  dnf) if has dnf; then dnf -q -y makecache 2>&1; else yum -q -y makecache fast 2>&1; fi;;
  zypper) zypper --non-interactive --no-color refresh 2>&1;;
  apk) apk --no-progress update 2>&1;;
  *) false;;
esac
ended $?

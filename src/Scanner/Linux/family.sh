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

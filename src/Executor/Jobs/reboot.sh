# Asks for one reboot. The caller puts $machine and $boot in front: the machine
# that is meant, and the boot that is to end. A host that has rebooted since is
# left alone. Exit 91: another machine.
[ "$(cat /etc/machine-id)" = "$machine" ] || { echo "cockpit: this is another machine"; exit 91; }
if [ "$(cat /proc/sys/kernel/random/boot_id)" != "$boot" ]; then echo "cockpit: rebooted already"; exit 0; fi
echo "cockpit: rebooting"
if [ -d /run/systemd/system ]; then exec systemctl --no-block reboot; fi
exec reboot

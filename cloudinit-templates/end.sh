#!/bin/sh
# updraft-end [REASON]: turns this machine off. Run by condor_master when it ends (then without a reason) and by updraft-watch.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# `systemctl stop condor` and `systemctl restart condor` end the master as well; then somebody is at work here, and the machine stays.
if [ $# = 0 ] && [ -d /run/systemd/system ] && [ "$(systemctl is-active condor)" != active ]; then
  exit 0
fi
{ echo "updraft-end: ${1:-condor_master ended, by order or because nobody claimed this machine}; turning off" > /dev/console; } 2> /dev/null
if [ -d /run/systemd/system ]; then
  systemctl poweroff
else
  poweroff
fi

#!/bin/sh
# updraft-starts MAX MARK: run once by condor_startd when it begins, on a worker that may start MAX jobs only. HTCondor counts from 0
# again after a restart or a reboot, so whoever has begun before is taken to have started them all. Until this has spoken, no job starts.
# MARK is a file of HTCondor's own; that of another server (this machine's image was made of a worker) does not count.
server=$(sed -n 's/^UpdraftServerId = //p' /etc/condor/config.d/91-updraft-identity.config)
if [ "$(cat "$2" 2> /dev/null)" = "$server" ]; then
  echo "UpdraftEarlierStarts = $1"
elif echo "$server" > "$2"; then
  echo "UpdraftEarlierStarts = 0"
fi

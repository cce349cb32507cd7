#!/bin/sh
# updraft-watch: turns this machine off when HTCondor is gone for good. A job that still runs is waited for.
# It counts its own steps rather than look at a clock, which may jump when a paused machine goes on.
set -u
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
master_within={{joinWithinSeconds}}
startd_within={{noClaimSeconds}}
step=10

runs() {
  for comm in /proc/[0-9]*/comm; do
    { read -r name < "$comm"; } 2> /dev/null || continue
    [ "$name" = "$1" ] && return 0
  done
  return 1
}

no_master=0
no_startd=0
while sleep "$step"; do
  no_master=$((no_master + step))
  no_startd=$((no_startd + step))
  if runs condor_starter; then no_master=0 no_startd=0; fi
  if runs condor_master; then no_master=0; fi
  if runs condor_startd; then no_startd=0; fi
  if [ "$no_master" -ge "$master_within" ]; then
    updraft-end "no condor_master for $no_master s"
  elif [ "$no_startd" -ge "$startd_within" ]; then
    updraft-end "no condor_startd for $no_startd s"
  fi
done

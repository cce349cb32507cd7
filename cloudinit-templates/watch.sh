#!/bin/sh
# updraft-watch: turns this machine off when HTCondor is gone for good. A job that still runs is waited for. Tells on the console,
# once HTCondor runs, whether the collector shows this machine.
# It counts its own steps rather than look at a clock, which may jump when a paused machine goes on.
set -u
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
master_within={{joinWithinSeconds}}
startd_within={{noClaimSeconds}}
machine={{machineName}}
step=10
looks_left=30
told=

runs() {
  for comm in /proc/[0-9]*/comm; do
    { read -r name < "$comm"; } 2> /dev/null || continue
    [ "$name" = "$1" ] && return 0
  done
  return 1
}

# Asks the collector, as a tool with this machine's token, until it shows the machine, and not for ever.
look_for_itself() {
  looks_left=$((looks_left - 1))
  if ads=$(timeout 30 condor_status -limit 1 -constraint "Machine == \"$machine\"" -af Name 2>&1); then
    if [ -n "$ads" ]; then
      looks_left=0
      stage joined ok
    else
      tell not-shown "the collector does not show this machine"
    fi
  else
    words=$(echo "$ads" | head -n 3 | tr '\n' ' ')
    case $words in
      *DENIED* | *ermission* | *uthenticat* | *AUTHENTICATE*) tell refused "$words" ;;
      *) tell unreachable "$words" ;;
    esac
  fi
}
stage() { updraft-stage "$@" || :; }
# Its first ad takes a moment, so what is said three times is told, and once.
tell() {
  case $told in
    "$1 told") ;;
    "$1 ..") stage joined failed "$@"; told="$1 told" ;;
    "$1 .") told="$1 .." ;;
    *) told="$1 ." ;;
  esac
}

no_master=0
no_startd=0
while sleep "$step"; do
  no_master=$((no_master + step))
  no_startd=$((no_startd + step))
  if runs condor_starter; then no_master=0 no_startd=0; fi
  if runs condor_master; then no_master=0; fi
  if runs condor_startd; then
    no_startd=0
    if [ "$looks_left" -gt 0 ]; then look_for_itself; fi
  fi
  if [ "$no_master" -ge "$master_within" ]; then
    updraft-end "no condor_master for $no_master s"
  elif [ "$no_startd" -ge "$startd_within" ]; then
    updraft-end "no condor_startd for $no_startd s"
  fi
done

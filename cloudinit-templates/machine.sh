#!/bin/sh
# updraft-machine: prints the part of HTCondor's configuration that only the machine can know: whose account runs the jobs, whether
# the pool must reach it through the collector, and where jobs have most room. Formats no disk.
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

main() {
  account
  reachability
  scratch
}

# Jobs run as their owner where the image has an account for that person, else as slot users.
account() {
{{#shared}}
  say "jobs run as slot users: this worker is shared"
{{/shared}}
{{^shared}}
  owner={{owner}}
  if why=$(unfit "$owner"); then
    say "jobs run as slot users: $owner $why"
  else
    say "jobs run as $owner"
    echo 'STARTER_ALLOW_RUNAS_OWNER = True'
  fi
{{/shared}}
}

# Why a job must not have this account; fails if it may. (getent takes a number for a uid, so the name is compared.)
unfit() {
  entry=$(getent passwd -- "$1") || { echo "has no account here"; return; }
  uid=$(echo "$entry" | cut -d : -f 3)
  home=$(echo "$entry" | cut -d : -f 6)
  if [ "${entry%%:*}" != "$1" ]; then echo "has no account here"
  elif [ "$uid" -lt 1000 ] || [ "$uid" = 65534 ]; then echo "is an account of the system"
  elif [ ! -d "$home" ] || [ "$(stat -c %u "$home")" != "$uid" ]; then echo "has no home directory"
  elif may_become_root "$1"; then echo "could become root, who can read this machine's token"
  else return 1
  fi
}

may_become_root() {
  id -Gn "$1" | grep -qwE 'root|sudo|wheel|admin|docker|podman|lxd|incus(-admin)?|libvirt|disk|kmem|shadow|condor' && return
  command -v sudo > /dev/null && ! LC_ALL=C sudo -n -l -U "$1" 2>&1 | grep -q 'not allowed to run sudo'
}

# A machine with a private address only is reached by way of the collector (CCB), to which it opens a connection itself.
reachability() {
  ccb={{ccb}}
  case $ccb in
    always) ;;
    auto) private || return 0 ;;
    never) return 0 ;;
  esac
  # shellcheck disable=SC2016 # for HTCondor to expand
  echo 'CCB_ADDRESS = $(COLLECTOR_HOST)'
  # nobody reaches a machine whose connection has died (a NAT forgets idle ones) until it asks again; HTCondor's own 5 min are long
  echo 'CCB_HEARTBEAT_INTERVAL = 60'
}

# IPv4 decides where there is any.
private() {
  addresses=$(addresses_of -4)
  [ -n "$addresses" ] || addresses=$(addresses_of -6)
  for address in $addresses; do
    case $address in
      10.* | 192.168.* | 172.1[6-9].* | 172.2[0-9].* | 172.3[01].*) ;;                  # RFC 1918
      100.6[4-9].* | 100.[7-9][0-9].* | 100.1[01][0-9].* | 100.12[0-7].*) ;;             # carriers' NAT, RFC 6598
      f[cd]??:*) ;;                                                                      # unique local, RFC 4193
      *) return 1 ;;
    esac
  done
}
addresses_of() { ip "$1" -o addr show scope global | sed -n 's/.* inet6\{0,1\} \([0-9a-f.:]*\).*/\1/p'; }

# The cloud's ephemeral disk, if it is there and has more room than the image's own place for jobs.
scratch() {
  label=/dev/disk/by-label/ephemeral0
  if [ -b "$label" ] && ! grep -qE "^$(readlink -f "$label") | /mnt " /proc/mounts; then
    mount -o nodev,nosuid "$label" /mnt || say "could not mount the ephemeral disk"
  fi
  grep -E '^/dev/[^ ]* /mnt ' /proc/mounts | tail -n 1 | grep -vqE '[ ,](ro|noexec)[ ,]' || return 0
  place=/mnt/condor
  usual=$(condor_config_val EXECUTE)
  if ! { mkdir -p "$place" && chown condor: "$place" && chmod 755 "$place" && [ "$(stat -c '%U %a' "$place")" = 'condor 755' ]; }; then
    say "jobs stay in $usual: the file system at /mnt knows no owners of files"
  elif [ "$usual" != "$place" ] && [ "$(room "$place")" -le "$(room "$usual")" ]; then
    say "jobs stay in $usual: it has more room than /mnt"
  else
    echo "EXECUTE = $place"
  fi
}
# KiB free at a place, or where it will be made
room() {
  there=$1
  while [ ! -d "$there" ]; do there=$(dirname "$there"); done
  df -Pk "$there" | awk 'END { print $4 }'
}

say() { echo "updraft-machine: $*" >&2; }

main

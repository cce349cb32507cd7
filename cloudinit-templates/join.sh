#!/bin/sh
# updraft-join: makes this machine a worker. cloud-init runs it as the last step of the first boot and again after every reboot;
# running it once more does no harm.
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
machine={{machineName}}
identity=/etc/condor/config.d/91-updraft-identity.config
own=/etc/condor/config.d/92-updraft-machine.config
joined=/var/lib/updraft/joined

main() {
  watch_from_now_on
  tell_of_network
  tell_of_disk
  id=$(server_id) || stop network no-id "found no server id: neither cloud-init nor the metadata service nor the config drive named one"
  protect_secrets
  if [ "$(cat "$joined" 2>/dev/null)" = "$id" ] && runs condor_master; then
    say "$machine ($id) was a worker before this boot and is one again"
    stage condor ok
    return
  fi
  mkdir -p "${joined%/*}" /var/lib/cloud/scripts/per-boot
  updraft-prepare || fail "this machine cannot become a worker"
  stage packages ok
  ends=$(updraft-token) || fail "this machine has no token"
  stage token ok
  printf 'UpdraftServerId = "%s"\nUpdraftTokenEnds = %s\n' "$id" "$ends" > "$identity.new"
  chmod 644 "$identity.new"
  mv "$identity.new" "$identity"
  rm -f "$own"
  updraft-machine > "$own.new" || stop condor no-config "this machine does not know itself"
  chmod 644 "$own.new"
  mv "$own.new" "$own"
  start_condor || stop condor no-start "HTCondor does not start"
  if has_master; then stage condor ok; else stage condor failed no-start "no condor_master runs"; fi
  ln -sf /usr/local/sbin/updraft-join /var/lib/cloud/scripts/per-boot/updraft-join
  echo "$id" > "$joined"
  say "$machine ($id) started HTCondor"
}

# First of all, so that a machine which fails below does not stay for ever
watch_from_now_on() {
  if [ -d /run/systemd/system ]; then
    systemctl is-active --quiet updraft-watch ||
      systemd-run --quiet --collect --unit=updraft-watch --property=Restart=always /usr/local/sbin/updraft-watch
  elif ! runs updraft-watch; then
    setsid /usr/local/sbin/updraft-watch < /dev/null > /dev/null 2>&1 &
  fi
}

# Both only tell: a machine that is odd here may come into the pool all the same. (updraft-watch tells whether it has.)
tell_of_network() {
  addresses=$(ip -o addr show scope global | sed -n 's/.* inet6\{0,1\} \([0-9a-f.:]*\).*/\1/p' | tr '\n' ' ')
  if [ -n "$addresses" ]; then
    stage network ok "$addresses"
  else
    stage network failed no-address "no interface has an address"
  fi
}
tell_of_disk() {
  free=$(df -Pk /var/lib | awk 'END { print int($4 / 1024) }')
  if [ "${free:-0}" -lt 16 ]; then
    stage disk failed no-room "$free MiB are free in /var/lib"
  elif ! { mkdir -p "${joined%/*}" && touch "${joined%/*}/written"; } 2> /dev/null; then
    stage disk failed read-only "nothing can be written to /var/lib"
  else
    stage disk ok "$free MiB"
  fi
}

# The uuid that Nova gave this server. cloud-init knows it, unless it took the metadata for those of EC2 (i-0000abcd).
server_id() {
  for way in from_cloud_init from_cloud_init_file from_metadata from_config_drive; do
    found=$($way 2>/dev/null) || continue
    case $found in
      *[!0-9a-f-]*) ;;
      ????????-????-????-????-????????????) echo "$found"; return ;;
    esac
  done
  return 1
}
from_cloud_init() { cloud-init query v1.instance_id; }
from_cloud_init_file() { cat /var/lib/cloud/data/instance-id; }
from_metadata() {
  url=http://169.254.169.254/openstack/latest/meta_data.json
  if command -v curl > /dev/null; then curl -fsS --max-time 10 "$url"; else wget -q -T 10 -O - "$url"; fi | uuid_in
}
from_config_drive() {
  folder=$(mktemp -d)
  mount -o ro /dev/disk/by-label/config-2 "$folder" && uuid_in < "$folder/openstack/latest/meta_data.json" && umount "$folder"
  rmdir "$folder"
}
uuid_in() { sed -n 's/.*"uuid": *"\([^"]*\)".*/\1/p' | head -n 1; }

# The token is for root, and the metadata service, which tells everybody on this machine the user data (with the token in it, if it
# did not have to ask for one), is for root too. A routing rule by user id needs neither iptables nor nft; a reboot forgets it, and
# cloud-init asks again before it is back.
protect_secrets() {
  mkdir -p /etc/condor/tokens.d
  chmod 700 /etc/condor/tokens.d
  find /etc/condor/tokens.d -type f -exec chmod 600 {} +
  for address in 169.254.169.254/32 fe80::a9fe:a9fe/128; do
    family=-4
    case $address in *:*) family=-6 ;; esac
    ip "$family" rule show 2> /dev/null | grep -q "${address%/*}" && continue
    ip "$family" rule add to "$address" uidrange 1-4294967294 prohibit ||
      say "could not close the metadata address $address to jobs"
  done
}

start_condor() {
  if [ -d /run/systemd/system ]; then
    # not enabled: after a reboot it would start jobs before this script has closed the metadata address
    systemctl disable --quiet condor
    systemctl restart condor
  else
    # one that the image started before it was told what it is
    while pid=$(pid_of condor_master); do kill -QUIT "$pid"; sleep 1; done
    condor_master
  fi
}

has_master() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    runs condor_master && return
    sleep 1
  done
  return 1
}

# (A small image may have no pgrep.)
runs() { pid_of "$1" > /dev/null; }
pid_of() {
  for process in /proc/[0-9]*; do
    { read -r name < "$process/comm"; } 2> /dev/null || continue
    [ "$name" = "$1" ] && echo "${process#/proc/}" && return
  done
  return 1
}

stage() { updraft-stage "$@" || :; }
say() { echo "updraft-join: $*"; }
# stop STAGE CODE WORD…
stop() {
  where=$1
  shift
  stage "$where" failed "$@"
  shift
  fail "$*"
}
fail() { say "$*; this machine turns itself off unless HTCondor runs soon" >&2; exit 1; }

main

# shellcheck shell=bash
# Sourced by main-job: one zombie of each kind that a guest, a user or an admin can make, on the real pool and the real cloud, beside
# healthy workers. Each has short limits here. What is wanted of each is in the table `ends`.

# 7 minutes where nobody else uses the machine
ZOMBIE_LIMIT=${ZOMBIE_LIMIT:-1200}
declare -A ends=() server_of=() ended_at=()
kinds=() healthy=()
# set once the paused worker that has a job was resumed
resumed=

zombie_site() {
  cat > "$WORK/site/broken.yaml" <<'Y'
#cloud-config
write_files:
  - path: /etc/condor/config.d/95-broken.config
    content: |
      COLLECTOR_HOST = $(CONDOR_HOST):1
Y
  cat > "$WORK/site/hole.yaml" <<'Y'
#cloud-config
write_files:
  - path: /etc/condor/config.d/95-hole.config
    content: |
      USER_JOB_WRAPPER = /bin/false
Y
  cat > "$WORK/site/useless.yaml" <<'Y'
#cloud-config
write_files:
  - path: /etc/condor/config.d/95-useless.config
    content: |
      START = False
Y
  write_zombie_site 30d > "$WORK/site/updraft.yaml"
  chown "$SERVICE_USER" "$WORK"/site/*.yaml
}

# write_zombie_site MAX_AGE
write_zombie_site() {
  write_pool
  cat <<Y
clouds:
  - {name: west, osCloud: proj-a, networks: [shared], limits: {workers: 16, starting: 10}, timeouts: {build: 4m, join: 3m}}
  - {name: east, osCloud: proj-b, networks: [shared], limits: {workers: 16, starting: 10}, timeouts: {build: 4m, join: 3m}}
defaults: {image: tiny, keepAlive: 30m}
vmTypes:
  "z:broken": {cloudInit: $WORK/site/broken.yaml}
  "z:hole": {cloudInit: $WORK/site/hole.yaml}
  "z:useless": {cloudInit: $WORK/site/useless.yaml}
interval: 5s
patience:
  joinGrace: 30s
  remainder: 20s
  offDone: 5s
  deleteAgain: 1m
  deleteAlert: 1
  stopped: 1m
  useless: 1m
  drainStuck: 2m
  rebuilt: 1m
  twin: 1m
  ghost: 3m
  maxAge: $1
  blackHole: {jobs: 3, keep: 1h}
ledger: $WORK/site/updraft.db
spool: $WORK/site/spool
listen: {socket: $WORK/site/api.sock, http: "127.0.0.1:8088"}
Y
}

# zombie_jobs NAME CLOUD SECONDS COUNT [FLAVOR]: jobs of the VMType z:NAME
zombie_jobs() {
  local flavor=
  [ $# -lt 5 ] || flavor="My.VMInstanceType = \"$5\""
  cat > "$WORK/$1.sub" <<S
executable = /bin/sleep
arguments = $3
transfer_executable = false
should_transfer_files = YES
request_cpus = 1
request_memory = 256
request_disk = 1024
requirements = TARGET.VMType =?= "z:$1"
My.VMType = "z:$1"
My.VMAMI = "tiny"
My.VMKeepAlive = 30
My.TargetClouds = "$2"
My.MainJob = true
$flavor
queue $4
S
  chmod 644 "$WORK/$1.sub"
  "$IN" --user "$JOB_USER" condor_submit -terse "$WORK/$1.sub" >> "$WORK/clusters"
}

ledger() { sqlite3 -readonly "file:$WORK/site/updraft.db" "$1"; }
# the first worker's server of the VMType z:NAME; its cause of ending
zombie_server() { ledger "select server_id from worker where vm_type = 'z:$1' and server_id is not null and id not like '%-%' order by id limit 1"; }
end_of() { ledger "select closed_cause from worker where server_id = '$1' and closed_at is not null"; }
project_of() { [ "$(ledger "select cloud from worker where server_id = '$1'")" = west ] && echo a || echo b; }
as_project() { local p=$1; shift; "$OSC" -p "proj-$p" -u "user-$p" -w pw "$@"; }
joined() { local name; for name in "$@"; do [ -n "$(ledger "select 1 from worker where vm_type = 'z:$name' and joined_at is not null limit 1")" ] || return 1; done; }
idle_now() {
  local name
  for name in "$@"; do
    [ "$("$IN" --user "$SERVICE_USER" condor_status -constraint "VMType == \"z:$name\" && UpdraftPool == \"$POOL_NAME\" && PartitionableSlot" -af NumDynamicSlots)" = 0 ] || return 1
  done
}
zombies_run() { [ "$("$IN" --user "$SERVICE_USER" condor_q -allusers -constraint "($(our_jobs)) && JobStatus == 2 && regexp(\"z:(good|held)\", VMType)" -af ClusterId | wc -l)" = 3 ]; }

# zombie KIND SERVER CAUSE: is made now
zombie() {
  kinds+=("$1"); server_of[$1]=$2; ends[$1]=$3
}

# make_zombies: workers of all kinds, and what makes zombies of them
make_zombies() {
  local plain="off poweroff paused suspended shelved rebuilt twin undeletable" name
  for name in $plain; do zombie_jobs "$name" "$([ "${#name}" -gt 6 ] && echo east || echo west)" 1 1; done
  zombie_jobs good west,east 260 2
  zombie_jobs held west 300 1
  zombie_jobs hole east 5 4 m1.large        # four at once on one worker
  zombie_jobs useless east 5 1
  zombie_jobs broken west 5 1
  say "submitted jobs of 13 VMTypes"
  advertise_ghost
  # shellcheck disable=SC2086
  wait_for 420 "all workers have joined" joined $plain good held hole useless
  # shellcheck disable=SC2086
  wait_for 120 "the workers are idle" idle_now $plain
  wait_for 60 "the long jobs run" zombies_run
  # or more of them would be booted for it
  "$IN" --user "$JOB_USER" condor_rm -constraint 'MainJob && VMType == "z:broken"' > /dev/null
  say "all have joined; making zombies of them"
  mapfile -t healthy < <(ledger "select server_id from worker where vm_type in ('z:good', 'z:held') and closed_at is null")

  local s p
  s=$(zombie_server off); as_project "$(project_of "$s")" server stop "$s"; zombie off "$s" STOPPED
  s=$(zombie_server poweroff); guest_powers_off "$s"; zombie poweroff "$s" STOPPED
  s=$(zombie_server paused); "$OSC" server pause "$s"; zombie paused "$s" STOPPED
  s=$(zombie_server held); "$OSC" server pause "$s"; paused_at=$(date +%s)
  s=$(zombie_server suspended); "$OSC" server suspend "$s"; zombie suspended "$s" STOPPED
  s=$(zombie_server shelved); "$OSC" server shelve "$s" > /dev/null; zombie shelved "$s" STOPPED
  s=$(zombie_server rebuilt); p=$(project_of "$s")
  as_project "$p" server rebuild --image "$other_image" "$s" > /dev/null; zombie rebuilt "$s" REBUILT
  s=$(zombie_server twin); make_twin "$s"
  s=$(zombie_server undeletable); make_undeletable "$s"
  zombie hole "$(zombie_server hole)" BLACK_HOLE
  zombie useless "$(zombie_server useless)" USELESS
  zombie broken "$(zombie_server broken)" NEVER_JOINED
}

guest_powers_off() {
  local cgroup pid
  cgroup=$(find "$(awk '$3 == "cgroup2" {print $2; exit}' /proc/mounts)" -maxdepth 1 -name "updraft-testbed-$1")
  # the first process in the guest's own PID namespace is its init
  while read -r pid; do
    [ "$(awk '/^NSpid/ {print NF}' "/proc/$pid/status")" = 3 ] && nsenter -t "$pid" -a poweroff > /dev/null && return
  done < "$cgroup/cgroup.procs"
  die "no process of guest $1 to power it off by"
}

# The same server once more, tag and user data and all, as when a proxy sends a POST twice
make_twin() {
  local vm=$OPENSTACK/root/vms/$1.json p twin
  p=$(project_of "$1")
  # where the openstack command, which runs in OpenStack's own root, can read it
  python3 - "$vm" "$OPENSTACK/root/tmp/twin" <<'P'
import base64, gzip, json, sys
vm = json.load(open(sys.argv[1]))
data = base64.b64decode(vm['user_data'])
# the openstack command takes text only
open(sys.argv[2] + '.userdata', 'wb').write(gzip.decompress(data) if data[:2] == b'\x1f\x8b' else data)
with open(sys.argv[2] + '.args', 'w') as f:
    for key, value in vm['metadata'].items():
        f.write('--property\n%s=%s\n' % (key, value))
    f.write('--flavor\n%s\n%s\n' % (vm['flavor']['name'], vm['name']))
P
  local args; mapfile -t args < "$OPENSTACK/root/tmp/twin.args"
  twin=$(as_project "$p" server create -f value -c id --image tiny --network shared --user-data /tmp/twin.userdata "${args[@]}" | tail -n 1)
  rm -f "$OPENSTACK/root/tmp/twin".*
  zombie twin "$twin" TWIN
}

# A server whose delete the hypervisor refuses, and which an operator wants gone
make_undeletable() {
  local name
  name=$(ledger "select name from worker where server_id = '$1'")
  "$TESTBED/openstack/chaos" compute "{\"rules\": [{\"name\": \"^$name\$\", \"destroy_fail\": \"not now\"}]}"
  updraft_as_root drain "$name" > /dev/null
  zombie undeletable "$1" DRAINED
}
updraft_as_root() { "$IN" "$UPDRAFT_TREE/updraft" "$@" --socket "$WORK/site/api.sock"; }

# An ad of ours without a server, and one of a stranger's installation that must stay
ghost=00000000-dead-4bad-8bad-00000000dead
advertise_ghost() {
  local installation
  installation=$(ledger "select id from installation")
  one_ad "updraft-$POOL_NAME-0ghost.$DOMAIN" "$installation"
  one_ad "foreign-ghost.$DOMAIN" of-somebody-else
  kinds+=(ghost)
}
one_ad() {
  cat > "$WORK/ghost.ad" <<A
MyType = "Machine"
Name = "slot1@$1"
Machine = "$1"
State = "Unclaimed"
Activity = "Idle"
PartitionableSlot = true
NumDynamicSlots = 0
Cpus = 1
Memory = 128
Disk = 1000
Start = false
VMType = "z:ghost"
UpdraftPool = "$POOL_NAME"
UpdraftWorkerId = "0ghost"
UpdraftInstallation = "$2"
UpdraftServerId = "$ghost"
MyAddress = "<127.0.0.1:1>"
A
  chmod 644 "$WORK/ghost.ad"
  "$IN" --user "$SERVICE_USER" condor_advertise UPDATE_STARTD_AD "$WORK/ghost.ad" > /dev/null
}
ads_of() { "$IN" --user "$SERVICE_USER" condor_status -constraint "Machine == \"$1\"" -af Name | wc -l; }

# follow_zombies: until each has ended as it should; says what it sees, and lets go what is held up on purpose
follow_zombies() {
  local end=$((began + ZOMBIE_LIMIT)) kind left freed='' looked='' spared=''
  while :; do
    left=
    for kind in "${kinds[@]}"; do
      [ -z "${ended_at[$kind]:-}" ] || continue
      if is_gone "$kind"; then
        ended_at[$kind]=$(($(date +%s) - began))
        say "$kind is gone: $(wanted_end "$kind")"
        [ "$kind" != useless ] || "$IN" --user "$JOB_USER" condor_rm -constraint 'MainJob && VMType == "z:useless"' > /dev/null
      else left="$left $kind"; fi
    done
    if [ -z "$resumed" ] && [ $(($(date +%s) - paused_at)) -gt 100 ]; then
      resumed=1; say "resuming the paused worker that has a job"; "$OSC" server unpause "$(zombie_server held)"
    fi
    if [ -z "$freed" ] && status_has still-there; then
      freed=1; say "updraft status asks to look at the delete that has no effect; letting it have one"; echo '{"rules": []}' > "$OPENSTACK/root/ctl/compute.json"
    fi
    if [ -z "$looked" ] && status_has black-hole && [ "$(ledger "select drain_accepted from worker where server_id = '${server_of[hole]}'")" = 1 ]; then
      looked=1; spared=$(date +%s)
      say "the black hole is reported; it is kept for 20 s more: $(updraft_as_root why "$(ledger "select id from worker where server_id = '${server_of[hole]}'")" | grep -o 'Something is wrong.*' | head -n 1)"
    fi
    if [ -n "$spared" ] && [ $(($(date +%s) - spared)) -gt 20 ]; then
      [ -z "$(end_of "${server_of[hole]}")" ] || die "the black hole was not kept"
      "$IN" --user "$JOB_USER" condor_rm -constraint 'MainJob && VMType == "z:hole"' > /dev/null 2>&1 || true
      updraft_as_root drain "$(ledger "select id from worker where server_id = '${server_of[hole]}'")" > /dev/null; spared=
    fi
    [ -z "$left" ] && [ -n "$resumed" ] && break
    [ "$(date +%s)" -lt "$end" ] || { tail -40 "$WORK/service.log" >&2; die "not over after $ZOMBIE_LIMIT s: left are$left"; }
    sleep 2
  done
}
status_has() { updraft_as_root status --json | grep -q "\"$1\""; }
wanted_end() { [ "$1" = ghost ] && echo GHOST_AD || echo "${ends[$1]}"; }
is_gone() {
  [ "$1" != ghost ] || { [ "$(ads_of "updraft-$POOL_NAME-0ghost.$DOMAIN")" = 0 ]; return; }
  local was; was=$(end_of "${server_of[$1]}")
  [ -n "$was" ] || return 1
  [ "$was" = "${ends[$1]}" ] || die "$1 (${server_of[$1]}) ended for $was, not for ${ends[$1]}"
}

# healthy_are_well: on each its server runs, its job too, and nothing was done to it
healthy_are_well() {
  local s status
  for s in "${healthy[@]}"; do
    status=$(as_project "$(project_of "$s")" server show "$s" -f value -c status)
    [ "$status" = ACTIVE ] || die "the healthy worker's server $s is $status"
    [ -z "$(ledger "select activity from life join worker on id = worker_id where server_id = '$s' and activity in ('draining', 'fenced', 'deleting', 'retiring')")" ] ||
      die "something was done to the healthy worker of server $s"
  done
  [ "$(ads_of "foreign-ghost.$DOMAIN")" = 1 ] || die "the ad of another installation was forgotten"
}

# old_age: the healthy ones, by a limit of one minute for everybody's age; their jobs are waited for
old_age() {
  say "all zombies are gone; now the healthy ones are too old"
  kill_service TERM
  write_zombie_site 1m > "$WORK/site/updraft.yaml"
  start_service
  local s n=0
  for s in "${healthy[@]}"; do n=$((n + 1)); zombie "old-$n" "$s" MAX_AGE; done
  follow_zombies
  wait_for 120 "no server of ours is left" no_servers
}
no_servers() { [ -z "$(our_servers)" ]; }

zombie_report() {
  local killed
  killed=$("$IN" --user "$SERVICE_USER" condor_history -constraint "$(our_jobs)" -af NumJobStarts JobStatus | awk '$1 > 1' | wc -l)
  finished=$("$IN" --user "$SERVICE_USER" condor_history -constraint "($(our_jobs)) && regexp(\"z:(good|held)\", VMType) && JobStatus == 4 && ExitCode == 0" -af ClusterId | wc -l)
  printf '%-12s %-14s %s\n' zombie 'ended for' 'gone after (s)'
  local kind
  for kind in "${kinds[@]}"; do printf '%-12s %-14s %s\n' "$kind" "$(wanted_end "$kind")" "${ended_at[$kind]}"; done
  [ "$finished" = 3 ] || die "$finished of 3 long jobs finished"
  say "all this took $(($(date +%s) - began)) s"
  echo "zombies: $1 kinds made, all gone, ${#healthy[@]} healthy untouched, $killed jobs killed"
  [ "$killed" = 0 ]
}

# with_other_image: an image that is not the workers', for the rebuilt one; taken away again
with_other_image() {
  other_image=updraft-testbed-other
  "$OSC" image show "$other_image" -f value -c id > /dev/null 2>&1 ||
    "$OSC" image create --public --disk-format raw --container-format bare --file /etc/hostname "$other_image" > /dev/null
}

zombies_over() {
  "$TESTBED/openstack/chaos" off
  "$OSC" image delete "$other_image" > /dev/null 2>&1 || true
  # shelving makes an image, which outlives its server
  "$OSC" image list -f value -c ID -c Name | while read -r id name; do
    case $name in updraft-"$POOL_NAME"-*-shelved) "$OSC" image delete "$id" > /dev/null 2>&1 || true ;; esac
  done
  local id
  for id in "${server_of[@]}"; do "$OSC" server delete "$id" > /dev/null 2>&1 || true; done
  printf 'MyType = "Query"\nTargetType = "Machine"\nRequirements = UpdraftServerId == "%s"\n' "$ghost" > "$WORK/ghost.ad"
  "$IN" --user "$SERVICE_USER" condor_advertise INVALIDATE_STARTD_ADS "$WORK/ghost.ad" > /dev/null 2>&1 || true
  "$IN" condor_rm -constraint MainJob > /dev/null 2>&1 || true
}

zombies() {
  need sqlite3 sqlite3
  with_other_image
  trap 'kill_service TERM 2>/dev/null; zombies_over' EXIT
  zombie_site
  began=$(date +%s)
  start_service
  make_zombies
  follow_zombies
  local made=${#kinds[@]}
  healthy_are_well
  old_age
  zombie_report $((made + 1))
}

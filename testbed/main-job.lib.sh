# shellcheck shell=bash
# Sourced by main-job and races: a site of Updraft on the testbed, in a folder of its own.
. "$TESTBED/condor/lib.sh"

WORK=$UPDRAFT_TESTBED/main-job
UPDRAFT_TREE=$(cd "$TESTBED/.." && pwd)
IN=$TESTBED/in
OSC=$TESTBED/openstack/osc
POOL_NAME=${POOL_NAME:-mainjob}
LIMIT=${LIMIT:-480}

# prepare [--qemu]: guests, the pool's configuration by `updraft pool-config`, and a fresh site
prepare() {
  # one site at a time: they share the port, the folder and the guests
  exec 9> "$UPDRAFT_TESTBED/site.lock"
  flock -w "${WAIT_FOR_TURN:-900}" 9 || die "another run holds the testbed's site"
  [ -e "$UPDRAFT_TESTBED/condor/pool/condor_config" ] || die "the pool is not up; run testbed/up first"
  ! in_head curl -s -o /dev/null http://127.0.0.1:8088/healthz || die "another Updraft listens on port 8088 in the testbed; one story at a time"
  "$TESTBED/guest/build" "$@" >/dev/null
  (cd "$UPDRAFT_TREE" && ./updraft --version >/dev/null) || die "Updraft could not be built"
  for project in a b; do
    "$OSC" -p "proj-$project" -u "user-$project" -w pw server list -f value -c ID -c Name | while read -r id name; do
      case $name in updraft-$POOL_NAME-*) "$OSC" -p "proj-$project" -u "user-$project" -w pw server delete --wait "$id" ;; esac
    done
  done
  # ads of an earlier run's workers live on for a quarter of an hour, and the negotiator would send jobs there
  printf 'MyType = "Query"\nTargetType = "Machine"\nRequirements = UpdraftPool == "%s"\n' "$POOL_NAME" > "$UPDRAFT_TESTBED/forget.ad"
  chmod 644 "$UPDRAFT_TESTBED/forget.ad"
  "$IN" --user "$SERVICE_USER" condor_advertise INVALIDATE_STARTD_ADS "$UPDRAFT_TESTBED/forget.ad" >/dev/null
  # anew, as one that runs may make guests of another kind
  "$TESTBED/hypervisor/down" >/dev/null
  "$TESTBED/hypervisor/up" "$@" >/dev/null 9>&-
  rm -rf "$WORK"; mkdir -p "$WORK/out"; chmod 755 "$WORK"; chmod 1777 "$WORK/out"
  # others may pass through to the socket; ledger and token are 0600
  install -d -m 711 -o "$SERVICE_USER" "$WORK/site"
  write_site > "$WORK/site/updraft.yaml"
  chown "$SERVICE_USER" "$WORK/site/updraft.yaml"
  trap 'kill_service TERM 2>/dev/null; [ -n "${KEEP:-}" ] || "$IN" condor_rm -constraint MainJob >/dev/null 2>&1 || true' EXIT
}

write_pool() {
  cat <<Y
# by name: a worker that asks for its token compares it with the collector's certificate
pool: {name: $POOL_NAME, collector: "$HEAD_NAME:$POOL_PORT", schedds: [$HEAD_NAME], tokenKey: updraft, trustDomain: $DOMAIN,
       ca: $SERVICE/pool-ca.pem, join: ${JOIN_BY:-request}, tokenLife: ${TOKEN_LIFE:-60d}}
Y
}

write_site() {
  write_pool
  cat <<Y
clouds:
  - {name: west, osCloud: proj-a, networks: [shared], limits: {workers: ${WORKERS_MAX:-8}, starting: ${STARTING:-6}}, timeouts: {build: 4m, join: ${JOIN:-6m}}}
  - {name: east, osCloud: proj-b, networks: [shared], limits: {workers: ${WORKERS_MAX:-8}, starting: ${STARTING:-6}}, timeouts: {build: 4m, join: ${JOIN:-6m}}}
defaults: {image: ${DEFAULT_IMAGE:-tiny}, keepAlive: 0m}
interval: 5s
patience: {joinGrace: 30s${PATIENCE:+, $PATIENCE}}
${MORE_SETTINGS:-}
ledger: $WORK/site/updraft.db
spool: $WORK/site/spool
listen: {socket: $WORK/site/api.sock, http: "127.0.0.1:8088"}
Y
}

start_service() {
  (cd / && exec "$IN" --user "$SERVICE_USER" env UPDRAFT_LOG=info JAVA_HOME="${JAVA_HOME:-}" \
    "$UPDRAFT_TREE/updraft" run --config "$WORK/site/updraft.yaml") >> "$WORK/service.log" 2>&1 9>&- &
  local started=$!; disown
  remember "$WORK/service" "$started"
  echo "$started" > "$WORK/service.pid"
  local i
  for i in $(seq 120); do
    in_head curl -s -o /dev/null http://127.0.0.1:8088/healthz && { say "the service is up"; return; }
    alive "$WORK/service" >/dev/null || { tail -20 "$WORK/service.log" >&2; die "the service ended; its log is $WORK/service.log"; }
    sleep 0.5
  done
  tail -20 "$WORK/service.log" >&2
  die "the service does not answer; its log is $WORK/service.log"
}

# kill_service SIGNAL: to the Java process itself, which is the same pid (every wrapper execs)
kill_service() {
  local pid
  pid=$(alive "$WORK/service") || return 0
  kill "-$1" "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.2; done
}

# An ordinary user sees what is his and acts on nothing: exit 1 is "refused"
refuses_strangers() {
  local status=0
  "$IN" --user news "$UPDRAFT_TREE/updraft" drain --all --socket "$WORK/site/api.sock" > "$WORK/stranger" 2>&1 || status=$?
  [ "$status" = 1 ] || { cat "$WORK/stranger" >&2; die "a stranger's drain --all ended with $status, not with 1"; }
  say "a stranger's drain --all was refused"
}

# submit_all N: N jobs in three VMTypes of two owners' kinds over two clouds; each says where it ran
submit_all() {
  cat > "$WORK/job.sh" <<'J'
#!/bin/sh
# says on what it runs, then works a while
grep -E '^(VMType|UpdraftWorkerId) ' "$_CONDOR_MACHINE_AD"
sleep "$1"
J
  chmod 755 "$WORK/job.sh"
  local n=$1 kinds="alpha:west:1:12 beta:east:1:15 gamma:west,east:2:10" kind per
  [ "$n" = 1 ] && kinds="alpha:west:1:5"
  per=$((n / $(echo "$kinds" | wc -w)))
  for kind in $kinds; do
    IFS=: read -r name clouds cpus secs <<< "$kind"
    cat > "$WORK/$name.sub" <<S
executable = $WORK/job.sh
arguments = $secs
should_transfer_files = YES
when_to_transfer_output = ON_EXIT
output = $WORK/out/$name.\$(Process)
log = $WORK/out/$name.log
request_cpus = $cpus
request_memory = 256
request_disk = 1024
requirements = TARGET.VMType =?= "proj:$name"
My.VMType = "proj:$name"
My.VMAMI = "tiny"
My.TargetClouds = "$clouds"
My.MainJob = true
queue $per
S
    chmod 644 "$WORK/$name.sub"
    "$IN" --user "$JOB_USER" condor_submit -terse "$WORK/$name.sub" >> "$WORK/clusters"
  done
  say "submitted $n jobs by $JOB_USER: $(tr '\n' ';' < "$WORK/clusters")"
}

our_servers() {
  local project
  for project in a b; do
    "$OSC" -p "proj-$project" -u "user-$project" -w pw server list -f value -c ID -c Name -c Status | grep " updraft-$POOL_NAME-" || true
  done
}
server_ids() { our_servers | cut -d' ' -f1 | sort; }
some_servers() { [ -n "$(our_servers)" ]; }
# this run's jobs, not those of earlier runs, which history remembers
our_jobs() { echo "MainJob && ClusterId >= $(head -n 1 "$WORK/clusters" | cut -d. -f1)"; }
queued() { "$IN" --user "$SERVICE_USER" condor_q -allusers -constraint "$(our_jobs)" -af JobStatus; }
some_job_runs() { queued | grep -qx 2; }

# wait_for SECONDS WHAT CMD...
wait_for() {
  local end=$(($(date +%s) + $1)) what=$2; shift 2
  until "$@"; do
    [ "$(date +%s)" -lt "$end" ] || { tail -30 "$WORK/service.log" >&2; die "waited in vain until $what"; }
    sleep 1
  done
}

# Until no job is left in the queue and no server of ours in the clouds; shows the service's view as it changes
follow() {
  local end=$(($(date +%s) + LIMIT)) last= line
  while :; do
    line=$(queued | sort | uniq -c | awk '{n = $2 == 1 ? "waiting" : $2 == 2 ? "running" : "status " $2; printf "%s %d, ", n, $1}')
    line="jobs: ${line:-none left, }servers: $(our_servers | awk '{print $3}' | sort | uniq -c | awk '{printf "%s %d ", $2, $1}')"
    [ "$line" = "$last" ] || say "$line"
    last=$line
    [ -z "$(queued)" ] && [ -z "$(our_servers)" ] && break
    [ "$(date +%s)" -lt "$end" ] || { tail -40 "$WORK/service.log" >&2; die "not over after $LIMIT s: $line"; }
    sleep 2
  done
}

# report N: counts from HTCondor's history, the jobs' own output and the service's ledger; fails unless all is as it should be
report() {
  local wanted=$1 finished killed booted wrong=0 left kind f
  left=$(our_servers | wc -l)
  finished=$("$IN" --user "$SERVICE_USER" condor_history -constraint "$(our_jobs)" -af JobStatus ExitCode | awk '$1 == 4 && $2 == 0' | wc -l)
  # a job that was killed or evicted by us started more than once
  killed=$("$IN" --user "$SERVICE_USER" condor_history -constraint "$(our_jobs)" -af NumJobStarts | awk '$1 != 1' | wc -l)
  booted=$(sqlite_count)
  for kind in alpha beta gamma; do
    for f in "$WORK/out/$kind".[0-9]*; do
      [ -e "$f" ] || continue
      grep -qx "VMType = \"proj:$kind\"" "$f" || { echo "testbed: $f ran elsewhere: $(cat "$f")"; wrong=$((wrong + 1)); }
    done
  done
  echo "main job: $finished jobs finished, $booted servers booted, $left left, $killed jobs killed"
  [ "$finished" = "$wanted" ] && [ "$left" = 0 ] && [ "$killed" = 0 ] && [ "$wrong" = 0 ] && [ "$booted" -gt 0 ]
}

# servers that Nova really made, by the ledger's word and in the service's own view
sqlite_count() {
  need sqlite3 sqlite3
  sqlite3 "file:$WORK/site/updraft.db?mode=ro" "select count(*) from worker where server_id is not null"
}

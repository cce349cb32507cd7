# shellcheck shell=bash
# Sourced by chaos, after main-job.lib.sh: the site, the jobs, the counting and the table. The faults are in chaos.rows.sh.

WORK=$UPDRAFT_TESTBED/chaos
POOL_NAME=chaos
ROW_LIMIT=${ROW_LIMIT:-300}        # s; for a row that waits out one of the service's own pauses
declare -A words=() hold=()
row_order=()
failures=()

# row NAME HOLD WORDS: for how many seconds the fault holds, or `hit`: until the service has been killed at the chosen request
row() { row_order+=("$1"); hold[$1]=$2; words[$1]=$3; }
row_names() { printf '%s\n' "${row_order[@]}"; }

write_site() {
  write_pool | sed 's/}$/, deadline: 15s}/'
  local cloud
  echo "clouds:"
  for cloud in west:a east:b; do
    echo "  - {name: ${cloud%:*}, osCloud: proj-${cloud#*:}, networks: [shared], limits: {workers: 8, starting: 6}, timeouts: {build: 75s, join: 2m}}"
  done
  cat <<Y
defaults: {image: tiny, keepAlive: 0m}
interval: 3s
patience: {joinGrace: 5s, settle: 2m, probe: 1m, stopped: 1m, deleteAgain: 1m}
ledger: $WORK/site/updraft.db
spool: $WORK/site/spool
listen: {socket: $WORK/site/api.sock, http: "127.0.0.1:8088"}
Y
}

# The ledger is on a small file system of its own; the way to OpenStack leads through faults.py, the way to condor_drain through ours
chaos_site() {
  need sqlite3 sqlite3
  umount "$WORK/site" 2>/dev/null || true
  prepare
  trap chaos_over EXIT
  mount -t tmpfs -o "size=48m,mode=711,uid=$(id -u "$SERVICE_USER")" tmpfs "$WORK/site"
  write_site > "$WORK/site/updraft.yaml"
  sed 's/127.0.0.1:5000/127.0.0.2:5000/; s/^\( *\)region_name/\1api_timeout: 8\n&/' "$OPENSTACK/clouds.yaml" > "$WORK/clouds.yaml"
  chmod 600 "$WORK/clouds.yaml"
  install -d -o "$SERVICE_USER" "$WORK/faults" "$WORK/bin"
  install -m 755 "$TESTBED/condor/drain-and-die" "$WORK/bin/condor_drain"
  : > "$WORK/faults/hits"
  : > "$WORK/ends"
  chown "$SERVICE_USER" "$WORK/site/updraft.yaml" "$WORK/clouds.yaml" "$WORK/faults/hits"
  faults '[]'
  "$IN" --user "$SERVICE_USER" "$TESTBED/faults.py" "$WORK/faults/rules" "$WORK/faults/hits" "$WORK/service" >> "$WORK/faults.log" 2>&1 9>&- &
  remember "$WORK/faults.pid" $!; disown
  echo "HOME=$UPDRAFT_TESTBED/home/$SERVICE_USER" > "$WORK/service.env"
  wait_for 10 "faults.py answers" in_head curl -s -m 2 -o /dev/null http://127.0.0.2:5000/v3
  keep_running 2>> "$WORK/service.log" 9>&- & disown
  wait_for 60 "the service is up" healthy
  say "the service is up"
}

# faults JSON: rules for faults.py; [] ends them
faults() { printf '%s\n' "$1" > "$WORK/faults/.rules"; mv "$WORK/faults/.rules" "$WORK/faults/rules"; chmod 644 "$WORK/faults/rules"; }
hits() { wc -l < "$WORK/faults/hits"; }
healthy() { in_head curl -s -m 2 -o /dev/null http://127.0.0.1:8088/healthz; }

# As a machine's service manager would: starts the service again whenever it has ended. service.env has variables for the next start.
keep_running() {
  local pid status
  while [ ! -e "$WORK/stop" ]; do
    (cd / && exec "$IN" --user "$SERVICE_USER" env UPDRAFT_LOG=info JAVA_HOME="${JAVA_HOME:-}" OS_CLIENT_CONFIG_FILE="$WORK/clouds.yaml" \
      PATH="$WORK/bin:$CONDOR/bin:$PATH" UPDRAFT_CHAOS="$WORK" $(cat "$WORK/service.env") \
      "$UPDRAFT_TREE/updraft" run --config "$WORK/site/updraft.yaml") >> "$WORK/service.log" 2>&1 &
    pid=$!
    remember "$WORK/service" "$pid"
    status=0; wait "$pid" || status=$?
    echo "$(date +%s) $status" >> "$WORK/ends"
    sleep 1
  done
}
ends() { wc -l < "$WORK/ends"; }

chaos_over() {
  local status=$? pid
  set +e
  lift_all
  touch "$WORK/stop"
  kill_service TERM
  pid=$(alive "$WORK/faults.pid") && kill "$pid"
  "$IN" condor_rm -constraint 'ChaosRow =!= undefined' > /dev/null 2>&1
  # what was asked for can be read once all this is over
  cp "$WORK/site/updraft.db" "$WORK/updraft.db" 2>/dev/null
  for _ in 1 2 3 4 5; do umount "$WORK/site" 2>/dev/null && break; sleep 1; done
  exit $status
}

# submit_jobs ROW PART SECONDS COUNT
submit_jobs() {
  cat > "$WORK/$1.$2.sub" <<S
executable = /bin/sleep
arguments = $3
transfer_executable = False
should_transfer_files = YES
when_to_transfer_output = ON_EXIT
request_cpus = 1
request_memory = 256
request_disk = 1024
requirements = TARGET.VMType =?= "chaos:$1"
My.VMType = "chaos:$1"
My.VMAMI = "tiny"
My.VMInstanceType = "m1.small"
My.VMMaxJobs = 1
My.TargetClouds = "west,east"
My.ChaosRow = "$1-$STARTED_AT"
My.ChaosPart = "$2"
${lease[$1]:+job_lease_duration = ${lease[$1]}}
queue $4
S
  chmod 644 "$WORK/$1.$2.sub"
  timeout 8 "$IN" --user "$JOB_USER" condor_submit -terse "$WORK/$1.$2.sub" > "$WORK/$1.$2.cluster" 2>> "$WORK/submit.log"
}
of_row() { echo "ChaosRow == \"$1-$STARTED_AT\""; }
service_q() { timeout 20 "$IN" --user "$SERVICE_USER" condor_q -allusers -constraint "$@" 2>/dev/null; }
# none_waits ROW PART: the schedd says so
none_waits() { local states; states=$(service_q "$(of_row "$1") && ChaosPart == \"$2\"" -af JobStatus) && ! grep -qx '[15]' <<< "$states"; }
# all_run ROW PART: and at least one of them does
all_run() { local states; states=$(service_q "$(of_row "$1") && ChaosPart == \"$2\"" -af JobStatus) && grep -qx 2 <<< "$states" && ! grep -qx '[15]' <<< "$states"; }
none_queued() { local states; states=$(service_q "$(of_row "$1")" -af JobStatus) && [ -z "$states" ]; }

sql() { "$TESTBED/openstack/svc" exec "mariadb --no-defaults -uroot -S /run/testbed/mysql.sock -N -B -e \"$1\""; }
ledger() { sqlite3 -readonly -cmd '.timeout 5000' "file:$WORK/site/updraft.db" "$1"; }
closed() { [ "$(ledger "select count(*) from worker where vm_type = 'chaos:$1' and closed_at is null")" = 0 ]; }

# Nova's own memory of every server of this pool that it ever made, and of those it has not begun to make: uuid, name, still there
novas_servers() {
  local ours="display_name like 'updraft-$POOL_NAME-%' and created_at >= from_unixtime($STARTED_AT)"
  sql "select uuid, display_name, deleted = 0 from nova.instances where $ours
    union select uuid, display_name, deleted = 0 from nova_cell0.instances where $ours
    union select instance_uuid, regexp_substr(instance, 'updraft-$POOL_NAME-[0-9a-z]+'), 1 from nova_api.build_requests
      where instance like '%updraft-$POOL_NAME-%' and instance_uuid not in (select uuid from nova.instances)"
}
none_left() {
  local servers
  closed "$1" && servers=$(novas_servers) &&
    ! awk '$3 == 1 {print $2}' <<< "$servers" | grep -qxF -f <(ledger "select name from worker where vm_type = 'chaos:$1'"; echo none)
}

# until SECONDS CMD...: prints after how many seconds CMD was true, fails if it never was
until_true() {
  local began end
  began=$(date +%s); end=$((began + $1)); shift
  until "$@"; do [ "$(date +%s)" -lt "$end" ] || return 1; sleep 1; done
  echo $(($(date +%s) - began))
}

# chaos_row ROW NEXT: the jobs of the next row are submitted early, so that their worker boots while this one's leave
chaos_row() {
  local row=$1 next=$2 began lifted at was ended run=- gone=-
  began=$(date +%s)
  say "$row: ${words[$row]}"
  [ -e "$WORK/$row.before.cluster" ] || submit_jobs "$row" before "${spans[$row]:-30}" 1
  if ! until_true 120 all_run "$row" before > /dev/null; then fail "$row" "its first job did not start"; fi
  was=$(hits) ended=$(ends)
  "make_${row//-/_}" || fail "$row" "the fault cannot be made"
  submit_jobs "$row" during 5 2 || true
  if [ "${hold[$row]}" = hit ]; then
    until_true "$ROW_LIMIT" died_since "$ended" > /dev/null || fail "$row" "the service was not killed"
    lifted=$(tail -n 1 "$WORK/ends" | cut -d' ' -f1)
  else
    sleep "${hold[$row]}"
    "lift_${row//-/_}" || fail "$row" "the fault cannot be ended"
    lifted=$(date +%s)
  fi
  # where no job could be handed in during the fault
  [ -s "$WORK/$row.during.cluster" ] || submit_jobs "$row" during 5 2 || fail "$row" "no job can be submitted"
  if until_true "$ROW_LIMIT" none_waits "$row" during > /dev/null; then run=$(($(date +%s) - lifted)); else fail "$row" "its jobs wait in vain"; fi
  until_true "$ROW_LIMIT" none_queued "$row" > /dev/null || { fail "$row" "its jobs do not end"; "$IN" condor_rm -constraint "$(of_row "$row")" > /dev/null; }
  at=$(date +%s)
  faults '[]'
  [ -z "$next" ] || submit_jobs "$next" before "${spans[$next]:-30}" 1
  if until_true "${patience[$row]:-$ROW_LIMIT}" none_left "$row" > /dev/null; then gone=$(($(date +%s) - at)); else fail "$row" "its servers do not go"; fi
  count "$row" $(($(hits) - was)) $(($(ends) - ended)) "$run" "$gone" $(($(date +%s) - began))
}
died_since() { [ "$(ends)" -gt "$1" ]; }
fail() { failures+=("$1: $2"); say "$1: FAILED: $2"; }

# count ROW HITS ENDS RUN GONE TOOK: a line of results, from HTCondor's history, Nova's database and the ledger
count() {
  local row=$1 finished killed workers servers doubled left lost
  finished=$(history_of "$row" JobStatus ExitCode | grep -cx '4 0' || true)
  killed=$(history_of "$row" NumJobStarts ChaosPart | awk -v also="${lost_by_fault[$row]:-0}" '$1 > 1 {n += $1 - 1} END {n -= also; print (n > 0 ? n : 0)}')
  novas_servers > "$WORK/nova.tsv"
  read -r workers servers doubled left lost < <(sqlite3 -separator ' ' :memory: <<S
attach 'file:$WORK/site/updraft.db?mode=ro' as l;
create table nova (uuid text, name text, living integer);
.separator "\t"
.import $WORK/nova.tsv nova
.separator " "
create temp view ours as select nova.* from nova join l.worker on worker.name = nova.name where vm_type = 'chaos:$row';
select (select count(*) from l.worker where vm_type = 'chaos:$row'),
       (select count(*) from ours),
       (select count(*) - count(distinct name) from ours),
       (select count(*) from ours where living) + (select count(*) from l.worker where vm_type = 'chaos:$row' and closed_at is null)
         + (select count(*) from nova where living and name not in (select name from l.worker)),
       (select count(*) from nova where name not in (select name from l.worker) or uuid not in (select server_id from l.worker where server_id is not null));
S
)
  left=$((left + $(sql "select count(*) from neutron.ports where device_owner like 'compute:%' and device_id not in (select uuid from nova.instances where deleted = 0)")))
  printf '%s\t' "$row" "$finished" "$killed" "$workers" "$servers" "$doubled" "$left" "$lost" "$3" "$2" "$4" "$5" >> "$WORK/results"
  printf '%s\t%s\n' "$6" "$(date -u +%F)" >> "$WORK/results"
  # shellcheck disable=SC2154 # rows' own
  [ -z "${proxied[$row]:-}" ] || [ "$2" -gt 0 ] || fail "$row" "no request met the fault"
  [ "$finished" = 3 ] || fail "$row" "$finished of 3 jobs finished"
  [ "$killed$doubled$left$lost" = 0000 ] || fail "$row" "$killed jobs killed, $doubled servers doubled, $left left, $lost unknown to the ledger"
  say "$row: $finished jobs finished, $killed killed, $servers servers for $workers workers, $doubled doubled, $left left, $lost lost rows, the service ended $3 times; jobs ran $4 s after, servers were gone $5 s after the last job; $6 s"
}
history_of() { local row=$1; shift; "$IN" --user "$SERVICE_USER" condor_history -constraint "$(of_row "$row")" -af "$@"; }

table_head='| fault | jobs finished | jobs killed | servers booted | doubled | left | lost rows | service ended | waiting jobs run after (s) | servers gone after (s) | measured |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|'
# table_line ROW: empty if this run has not measured it
table_line() {
  awk -F'\t' -v OFS=' | ' -v row="$1" -v words="${words[$1]}" \
    '$1 == row {print "| `" row "`: " words, $2, $3, $5, $6, $7, $8, $9, $11, $12, $14 " |"}' "$WORK/results"
}
show_table() { local row; echo "$table_head"; for row in "${row_order[@]}"; do table_line "$row"; done; }

# write_table FILE: the lines between the markers that this run has measured; those of other rows stay
write_table() {
  local made row line
  made=$(mktemp)
  { echo "$table_head"
    for row in "${row_order[@]}"; do
      line=$(table_line "$row")
      [ -n "$line" ] || line=$(grep -F "| \`$row\`:" "$1") || continue
      echo "$line"
    done; } > "$made"
  sed -i -e "/<!-- chaos: begin -->/,/<!-- chaos: end -->/{/<!-- chaos: begin -->/{p;r $made
};/<!-- chaos: end -->/p;d}" "$1"
  rm -f "$made"
}

chaos_verdict() {
  local line
  for line in "${failures[@]}"; do echo "chaos failed: $line"; done
  awk -F'\t' '{n++; j += $2; k += $3; d += $6; l += $7 + $8} END {printf "chaos: %d rows, %d jobs finished, %d jobs killed, %d doubled, %d left\n", n, j, k, d, l}' "$WORK/results"
  [ ${#failures[@]} = 0 ]
}

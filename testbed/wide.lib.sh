# shellcheck shell=bash
# Sourced by main-job --wide: all kinds of jobs that a site has, two users, beside each other on one service.

OTHER_USER=news

wide() {
  need sqlite3 sqlite3
  write_wide_jobs
  cloud_switch disable
  submit_files; submit_dag; submit_bare; submit_old_style; submit_with_cloud_config; submit_to_be_stopped
  submit_many; submit_limited
  tail_job=$(submit "$JOB_USER" tail 'My.VMType = "proj:tail"' "arguments = 45 tail" 'priority = 10')
  say "submitted: $(tr '\n' ' ' < "$WORK/clusters")"
  wait_for 60 "the service sees both users' jobs" both_users_wait
  cloud_switch enable
  stop_jobs_amid_the_build
  wait_for 240 "condor_tail reads the running job from the head node" tail_reads_it
  ssh_to_job
  follow
  wide_report
}

write_wide_jobs() {
  cat > "$WORK/wide.sh" <<'J'
#!/bin/sh
# wide.sh SECONDS NAME: says who and where it is, makes a result of its input, works a while
echo "id: $(id)"
echo "HOME: $HOME"
echo "PATH: $PATH"
grep -E '^(VMType|UpdraftWorkerId) ' "$_CONDOR_MACHINE_AD"
if [ -e /etc/wide-marker ]; then echo "marker: $(cat /etc/wide-marker)"; else echo "marker: none"; fi
[ -e input ] && tr 'a-z' 'A-Z' < input > result
echo "started $2"
sleep "${1:-0}"
echo "done"
J
  chmod 755 "$WORK/wide.sh"
  head -c 300000 /dev/urandom | base64 > "$WORK/input"; chmod 644 "$WORK/input"
  tr 'a-z' 'A-Z' < "$WORK/input" | sha256sum | cut -d' ' -f1 > "$WORK/checksum"
  install -d -m 1777 "$WORK/out/results"
}

# submit USER NAME LINE...: one submit file, some usual lines and those given; prints and notes the cluster
submit() {
  local user=$1 name=$2 file=$WORK/$2.sub; shift 2
  { cat <<S
executable = $WORK/wide.sh
should_transfer_files = YES
when_to_transfer_output = ON_EXIT
requirements = TARGET.VMType =?= MY.VMType
output = $WORK/out/$name.\$(Cluster).\$(Process).out
error = $WORK/out/$name.\$(Cluster).\$(Process).err
log = $WORK/out/$name.log
My.MainJob = true
S
    printf '%s\n' "$@"
    # an explicit "queue N" comes with the lines
    case "${*: -1}" in queue*) ;; *) echo queue ;; esac
  } > "$file"
  submit_file "$user" "$name" "$file"
}
# submit_file USER NAME FILE
submit_file() {
  local cluster
  chmod 644 "$3"
  cluster=$("$IN" --user "$1" condor_submit -terse "$3" | head -n 1 | cut -d. -f1) || die "condor_submit refused $3"
  [ -n "$cluster" ] || die "condor_submit of $3 named no cluster"
  echo "$cluster.0 $2" >> "$WORK/clusters"
  echo "$cluster"
}

operate() { "$IN" --user "$SERVICE_USER" "$UPDRAFT_TREE/updraft" "$@" --socket "$WORK/site/api.sock"; }
cloud_switch() { operate "$1" west > /dev/null && operate "$1" east > /dev/null; }

# this run's jobs; the nodes of the DAG come later and bear the mark
our_jobs() { echo "(MainJob =?= true && ClusterId >= $(head -n 1 "$WORK/clusters" | cut -d. -f1))$(awk '{printf " || ClusterId == %d", $1}' "$WORK/clusters")"; }

submit_files() {
  local user
  for user in "$JOB_USER" "$OTHER_USER"; do
    submit "$user" "files-$user" 'My.VMType = "proj:files"' 'My.VMAMI = "tiny"' \
      "transfer_input_files = $WORK/input" 'transfer_output_files = result' \
      "transfer_output_remaps = \"result=$WORK/out/results/\$(Cluster).\$(Process)\"" 'arguments = 3 files' 'queue 3' > /dev/null
  done
}

submit_dag() {
  local dir=$WORK/out/dag node
  install -d -m 755 -o "$JOB_USER" "$dir"
  for node in a b c; do
    cat > "$dir/$node.sub" <<S
executable = $WORK/wide.sh
arguments = 1 $node
should_transfer_files = YES
output = $dir/$node.out
log = $dir/nodes.log
My.VMType = "proj:dag"
requirements = TARGET.VMType =?= MY.VMType
My.MainJob = true
queue
S
  done
  printf 'JOB a a.sub\nJOB b b.sub\nJOB c c.sub\nPARENT a CHILD b\nPARENT b CHILD c\n' > "$dir/three.dag"
  "$IN" --user "$JOB_USER" sh -c "cd '$dir' && condor_submit_dag -append 'My.MainJob = true' three.dag" > "$WORK/dag.submit" 2>&1 ||
    { cat "$WORK/dag.submit" >&2; die "condor_submit_dag failed"; }
}

submit_bare() {
  printf 'executable = %s\n+VMType = "proj:bare"\nlog = %s\nqueue\n' "$WORK/wide.sh" "$WORK/out/bare.log" > "$WORK/bare.sub"
  submit_file "$JOB_USER" bare "$WORK/bare.sub" > /dev/null
}

# As users of Cloud Scheduler 1 and of the CANFAR tools have them in their folders: quoted numbers, the VMType in Requirements only
submit_old_style() {
  local image
  image=$("$OSC" -p proj-a -u user-a -w pw image show -f value -c id tiny)
  cat > "$WORK/old1.sub" <<S
Universe   = vanilla
Executable = $WORK/wide.sh
Arguments  = 1 old1
Log        = $WORK/out/old1.log
Output     = $WORK/out/old1.out
Error      = $WORK/out/old1.err
should_transfer_files = YES
when_to_transfer_output = ON_EXIT
Requirements = VMType =?= "proj:old1" && Arch == "X86_64" && Memory >= 400 && Cpus >= 1
+VMAMI      = "tiny"
+VMNetwork  = "shared"
+VMCPUArch  = "x86_64"
+VMCPUCores = "1"
+VMMem      = "400"
+VMStorage  = "1"
+VMLoc      = "http://repository.example.org/vm.img.gz"
+VMKeepAlive = "0"
Queue
S
  cat > "$WORK/old2.sub" <<S
executable = $WORK/wide.sh
arguments = 1 old2
log = $WORK/out/old2.log
output = $WORK/out/old2.out
should_transfer_files = YES
REQUIREMENTS=(TARGET.vmtype=="proj:old2")&&(Memory>=512)&&(Cpus>=2)
+VMAMI = "west:tiny,east:tiny"
+VMInstanceType = "west:m1.medium,east:m1.medium"
+TargetClouds = "west"
+VMJobPerCore = True
queue
S
  cat > "$WORK/old3.sub" <<S
Universe = vanilla
when_to_transfer_output = ON_EXIT_OR_EVICT
should_transfer_files = YES
RunAsOwner = True
+VMKeepAlive = 1
Executable = $WORK/wide.sh
Arguments = 1 old3
Log = $WORK/out/old3.log
Output = $WORK/out/old3.out
Requirements = VMType =?= "proj:old3" && Arch == "x86_64"
+VMAMI = "west:$image"
+TargetClouds = "west"
queue
S
  local n
  for n in 1 2 3; do submit_file "$JOB_USER" "old$n" "$WORK/old$n.sub" > /dev/null; done
}

# Of two jobs, one brings cloud-config of its own
submit_with_cloud_config() {
  printf '#cloud-config\nwrite_files:\n  - path: /etc/wide-marker\n    content: made by %s\n' "$JOB_USER" > "$WORK/own.yaml"; chmod 644 "$WORK/own.yaml"
  local attribute
  attribute=$("$IN" --user "$JOB_USER" "$UPDRAFT_TREE/updraft" spool "$WORK/own.yaml" --socket "$WORK/site/api.sock" | grep VMAMIConfig) ||
    die "updraft spool printed no line for the submit file"
  submit "$JOB_USER" config 'My.VMType = "proj:config"' 'arguments = 2 config' 'priority = 10' "$attribute" > /dev/null
  # another user names the same hash: not his, so he gets no worker
  stolen=$(submit "$OTHER_USER" stolen 'My.VMType = "proj:config"' 'arguments = 1 stolen' "$attribute")
}

submit_to_be_stopped() {
  removed=$(submit "$JOB_USER" removed 'My.VMType = "proj:removed"' 'arguments = 1 removed' 'priority = 20')
  held=$(submit "$JOB_USER" held 'My.VMType = "proj:held"' 'arguments = 1 held' 'priority = 20')
}

submit_many() {
  many=$(submit "$JOB_USER" many 'My.VMType = "proj:many"' 'request_memory = 64' 'request_disk = 1024' 'arguments = 1 many' 'queue 200')
  few=$(submit "$OTHER_USER" few 'My.VMType = "proj:few"' 'request_memory = 64' 'request_disk = 1024' 'arguments = 1 few')
}

submit_limited() {
  once=$(submit "$JOB_USER" once 'My.VMType = "proj:once"' 'My.VMMaxJobs = 1' 'request_memory = 64' 'request_disk = 1024' 'arguments = 1 once' 'queue 50')
  thrice=$(submit "$JOB_USER" thrice 'My.VMType = "proj:thrice"' 'My.VMMaxJobs = "3"' 'My.VMInstanceType = "m1.large"' 'request_memory = 64' 'request_disk = 1024' 'arguments = 1 thrice' 'queue 10')
}

both_users_wait() {
  operate demands --json > "$WORK/demands.json" 2>/dev/null && grep -q '"proj:many"' "$WORK/demands.json" && grep -q '"proj:few"' "$WORK/demands.json"
}

# servers_of VMTYPE: those that Nova has now, by the metadata that they bear
workers_for() { sqlite3 "file:$WORK/site/updraft.db?mode=ro" "select count(*) from worker where vm_type = '$1' and server_id is not null"; }
asked_for() { [ "$(workers_for "$1")" -gt 0 ]; }

stop_jobs_amid_the_build() {
  wait_for 120 "a worker builds for the job that will be removed" asked_for proj:removed
  "$IN" --user "$JOB_USER" condor_rm "$removed" > /dev/null
  wait_for 120 "a worker builds for the job that will be held" asked_for proj:held
  "$IN" --user "$JOB_USER" condor_hold "$held" > /dev/null
  say "removed job $removed and held job $held while their workers were on their way"
}

tail_reads_it() { "$IN" --user "$JOB_USER" condor_tail "$tail_job.0" 2> "$WORK/tail.err" | grep -q 'started tail'; }

# An ordinary user looks into his running job from the head node: the connection goes through CCB
ssh_to_job() {
  local said
  said=$("$IN" --user "$JOB_USER" timeout 60 condor_ssh_to_job -auto-retry "$tail_job.0" 'grep -h UpdraftWorkerId $_CONDOR_MACHINE_AD; echo in job $$' 2> "$WORK/ssh.err") || true
  grep -q 'in job' <<< "$said" && say "condor_ssh_to_job: $(tr '\n' ' ' <<< "$said")" || say "condor_ssh_to_job failed: $(tail -n 2 "$WORK/ssh.err" | tr '\n' ' ')"
  "$IN" --user "$JOB_USER" condor_release "$held" > /dev/null
  "$IN" --user "$OTHER_USER" condor_q "$stolen" -af JobStatus | grep -qx 1 || die "the job with another user's cloud-config does not wait"
  operate why "$stolen.0" > "$WORK/why-stolen" || true
  say "why $stolen.0: $(head -c 300 "$WORK/why-stolen" | tr '\n' ' ')"
  "$IN" --user "$OTHER_USER" condor_rm "$stolen" > /dev/null
}

# history CLUSTER ATTRIBUTE...: of all its jobs
history_of() { local cluster=$1; shift; "$IN" --user "$SERVICE_USER" condor_history -constraint "ClusterId == $cluster" -af "$@"; }
hosts_of() { history_of "$1" LastRemoteHost | sed 's/.*@//' | sort | uniq -c | sort -rn; }

wide_report() {
  local wrong=0 f same=0 turn once_hosts once_jobs most finished killed stranded wanted
  bad() { echo "wide: $*"; wrong=$((wrong + 1)); }
  for f in "$WORK"/out/results/*; do
    if [ "$(sha256sum < "$f" | cut -d' ' -f1)" = "$(cat "$WORK/checksum")" ]; then same=$((same + 1)); else bad "$f is not what the job made"; fi
  done
  [ "$same" = 6 ] || bad "$same of 6 results came back whole"
  for f in "$WORK"/out/files-*.out; do
    grep -q '^id: uid=' "$f" && grep -q '^HOME: /' "$f" && grep -q '^PATH: .*/usr/bin' "$f" || bad "$f does not say id, HOME and PATH: $(tr '\n' ';' < "$f")"
  done
  say "a job says: $(grep -hE '^(id|HOME|PATH):' "$WORK"/out/files-"$JOB_USER".*.0.out | tr '\n' ' ')"
  for f in a b c; do grep -q "started $f" "$WORK/out/dag/$f.out" || bad "DAG node $f did not run"; done
  [ "$(history_of "$(sed -n 's/.*submitted to cluster \([0-9]*\).*/\1/p' "$WORK/dag.submit")" ExitCode)" = 0 ] || bad "the DAG did not end well"
  for f in old1 old2 old3; do
    grep -qx "VMType = \"proj:$f\"" "$WORK/out/$f.out" || bad "$f did not run on its VMType: $(tr '\n' ';' < "$WORK/out/$f.out")"
  done
  grep -q "marker: made by $JOB_USER" "$WORK"/out/config.*.out || bad "the job's cloud-config did not take effect"
  ! grep -l 'marker: made' "$WORK"/out/*.out | grep -v /config || bad "cloud-config took effect on another job's worker"
  once_jobs=$(history_of "$once" JobStatus ExitCode | grep -c '^4 0')
  once_hosts=$(hosts_of "$once" | wc -l)
  [ "$once_jobs/$once_hosts" = 50/50 ] || bad "$once_jobs jobs with VMMaxJobs=1 ran on $once_hosts workers"
  most=$(hosts_of "$thrice" | awk 'NR == 1 {print $1}')
  [ "$most" -le 3 ] || bad "a worker with VMMaxJobs=3 ran $most jobs"
  turn=$(turn_that_boots_for_both)
  [ -n "$turn" ] || bad "no turn booted for both users"
  # a job that was killed or evicted by us started more than once; the removed one never ran
  wanted="JobUniverse == 5 && ($(our_jobs))"
  finished=$("$IN" --user "$SERVICE_USER" condor_history -constraint "$wanted" -af JobStatus ExitCode | awk '$1 == 4 && $2 == 0' | wc -l)
  killed=$("$IN" --user "$SERVICE_USER" condor_history -constraint "$wanted" -af JobStatus NumJobStarts | awk '$1 == 4 && $2 != 1' | wc -l)
  stranded=$(our_servers | wc -l)
  echo "wide: $finished jobs finished, $(sqlite_count) servers booted, $stranded left, $killed jobs killed;" \
    "$same results compared; turn $turn booted for both users; $once_jobs jobs with VMMaxJobs=1 on $once_hosts workers, at most $most on one with 3"
  # 6 files, 3 of the DAG, bare, 3 old, config, held, 200 many, 1 few, 50 once, 10 thrice, tail
  [ "$finished" = 277 ] || bad "277 jobs should have finished"
  [ "$killed" = 0 ] && [ "$stranded" = 0 ] && [ "$wrong" = 0 ]
}

turn_that_boots_for_both() {
  sqlite3 -separator ' ' "file:$WORK/site/updraft.db?mode=ro" "
    select number from turn where exists (select 1 from json_each(plan, '\$.actions') where value ->> 'action' = 'boot' and value ->> 'vmType' = 'proj:many')
      and exists (select 1 from json_each(plan, '\$.actions') where value ->> 'action' = 'boot' and value ->> 'vmType' = 'proj:few') limit 1"
}

# shellcheck shell=bash disable=SC2034 # the arrays are chaos.lib.sh's
# Sourced by chaos: the faults. make_ROW breaks it, lift_ROW mends it; lift_all mends whatever an interrupted run left.

declare -A lease=() spans=() lost_by_fault=() proxied=() patience=()
svc() { "$TESTBED/openstack/svc" "$@" > /dev/null 9>&-; }      # what it starts must not hold the lock of this run
# seconds for which the first job runs, where 30 would end before the fault
spans[schedd-stopped]=45 spans[worker-cut]=45 spans[token-20s]=60
# the pool's daemon of a kind: the one that the pool's own master started; the kernel keeps 15 letters of a name
daemon() { ps -o pid= --ppid "$(alive "$CONDOR/pool/master.pid")" -o comm= | awk -v name="condor_$1" '$2 == substr(name, 1, 15) {print $1}'; }

row quiet 15 "nothing is broken"
make_quiet() { :; }
lift_quiet() { :; }

# HTCondor's own: a startd behind a shared port and CCB learns its new address there after up to 5 min, and cannot be drained before
patience[collector-restart]=540
row collector-restart 15 "collector killed, empty when its master has started it again"
make_collector_restart() { kill -KILL "$(daemon collector)"; }
lift_collector_restart() { :; }

row schedd-stopped 25 "schedd stopped for 25 s: takes connections and says nothing"
make_schedd_stopped() { stopped=$(daemon schedd); kill -STOP "$stopped"; }
lift_schedd_stopped() { kill -CONT "$stopped"; stopped=; }
stopped=

row schedd-killed 15 "schedd killed while a job runs; its master starts it again"
make_schedd_killed() { kill -KILL "$(daemon schedd)"; }
lift_schedd_killed() { :; }

row negotiator-down 15 "negotiator off for 15 s"
make_negotiator_down() { "$IN" condor_off -negotiator > /dev/null; }
lift_negotiator_down() { "$IN" condor_on -negotiator > /dev/null; }

row worker-cut 25 "worker with a job cut off from collector and schedd for 25 s"
make_worker_cut() { cut=$(server_with_job worker-cut); "$TESTBED/hypervisor/cut" "$cut"; }
lift_worker_cut() { "$TESTBED/hypervisor/uncut" "$cut"; cut=; }
cut=

row worker-killed 5 "worker's machine killed under its job, which starts again elsewhere"
# HTCondor keeps the ad of the slot that had the job for 15 min, and as long the worker counts as busy
patience[worker-killed]=1140
lease[worker-killed]=20 lost_by_fault[worker-killed]=1
make_worker_killed() {
  local server
  server=$(server_with_job worker-killed)
  echo 1 > "$(awk '$3 == "cgroup2" {print $2; exit}' /proc/mounts)/updraft-testbed-$server/cgroup.kill"
  sleep 3
  # as libvirt tells it; a guest that has crashed stays ACTIVE in Nova
  echo shutdown > "$OPENSTACK/root/vms/$server.power"
}
lift_worker_killed() { :; }

# the server on which the first job of ROW runs
server_with_job() {
  local host
  host=$(service_q "$(of_row "$1") && ChaosPart == \"before\"" -af RemoteHost)
  ledger "select server_id from worker where instr('$host', name || '.') > 0"
}

nova_row() { row "$1" 15 "$2"; proxied[$1]=1; eval "make_${1//-/_}() { faults '$3'; }; lift_${1//-/_}() { faults '[]'; }"; }
nova_row nova-401 "Nova refuses every token (401) for 15 s" '[{"service": "nova", "status": 401}]'
nova_row nova-403 "Nova forbids everything (403) for 15 s" '[{"service": "nova", "status": 403}]'
nova_row nova-429 "Nova answers 429, Retry-After 5, for 15 s" '[{"service": "nova", "status": 429, "headers": {"Retry-After": "5"}}]'
nova_row nova-500 "Nova answers 500 for 15 s" '[{"service": "nova", "status": 500}]'
nova_row nova-502-after "Nova creates the server, and a proxy answers 502, for two boots" '[{"service": "nova", "method": "POST", "path": "/servers$", "status": 502, "after": true, "count": 2}]'
nova_row nova-timeout "Nova answers after 20 s, when nobody waits any more, for 15 s; what was asked is done" '[{"service": "nova", "delay": 20}]'

row keystone-down 15 "Keystone stopped for 15 s"
make_keystone_down() { svc stop keystone; }
lift_keystone_down() { svc start keystone; }

row token-20s 40 "tokens end after 20 s, for 40 s"
make_token_20s() { token_life 20; }
lift_token_20s() { token_life 3600; }
token_life() { sed -i "s/^expiration = .*/expiration = $1/" "$OPENSTACK/root/etc/keystone/keystone.conf"; svc restart keystone; }

row neutron-down 15 "Neutron stopped for 15 s"
make_neutron_down() { svc stop neutron; }
lift_neutron_down() { svc start neutron; }

row compute-down 15 "both nova-computes killed, started again after 15 s"
make_compute_down() { svc kill compute1; svc kill compute2; }
lift_compute_down() { svc start compute1; svc start compute2; }

row rabbitmq-restart 1 "RabbitMQ restarted"
make_rabbitmq_restart() { svc restart rabbitmq; }
lift_rabbitmq_restart() { :; }

row mariadb-restart 1 "MariaDB restarted"
make_mariadb_restart() { svc restart mariadb; }
lift_mariadb_restart() { :; }

row service-killed hit "Updraft killed while a job runs and others wait"
make_service_killed() { kill -KILL "$(alive "$WORK/service")"; }

row disk-full 15 "the ledger's file system full for 15 s"
make_disk_full() { dd if=/dev/zero of="$WORK/site/filler" bs=64k > /dev/null 2>&1 || true; }
lift_disk_full() { rm -f "$WORK/site/filler"; }

# crash_row NAME WORDS RULE
crash_row() { row "$1" hit "$2"; proxied[$1]=1; eval "make_${1//-/_}() { faults '$3'; }"; }
crash_row crash-create-before "Updraft killed right before POST /servers" '[{"service": "nova", "method": "POST", "path": "/servers$", "count": 1, "kill": "before"}]'
crash_row crash-create-done "Updraft killed when Nova has made the server, before it hears of it" '[{"service": "nova", "method": "POST", "path": "/servers$", "count": 1, "kill": "done"}]'
crash_row crash-create-told "Updraft killed right after the answer to POST /servers" '[{"service": "nova", "method": "POST", "path": "/servers$", "count": 1, "kill": "told"}]'
row crash-drain-before hit "Updraft killed right before condor_drain"
make_crash_drain_before() { drain_kill before; }
row crash-drain-done hit "Updraft killed right after condor_drain"
make_crash_drain_done() { drain_kill "done"; }
drain_kill() { echo "$1" > "$WORK/faults/drain-kill"; chmod 644 "$WORK/faults/drain-kill"; }
crash_row crash-delete-before "Updraft killed right before DELETE /servers/ID" '[{"service": "nova", "method": "DELETE", "path": "/servers/", "count": 1, "kill": "before"}]'
crash_row crash-delete-done "Updraft killed when Nova deletes the server, before it hears of it" '[{"service": "nova", "method": "DELETE", "path": "/servers/", "count": 1, "kill": "done"}]'

row clock-ahead 20 "wall clock of Updraft and its tools an hour ahead for 20 s, then back (it is started anew for this)"
make_clock_ahead() { own_clock; clock +3600; }
lift_clock_ahead() { clock +0; }
row clock-behind 20 "wall clock of Updraft and its tools an hour behind for 20 s, then right again"
make_clock_behind() { own_clock; clock -3600; }
lift_clock_behind() { clock +0; }
clock() { echo "$1" > "$WORK/faults/.clock"; chmod 644 "$WORK/faults/.clock"; mv "$WORK/faults/.clock" "$WORK/faults/clock"; }
# restarts the service once with a clock of its own
own_clock() {
  local library was
  grep -q FAKETIME "$WORK/service.env" && return
  need faketime faketime
  library=$(dpkg -L libfaketime | grep -m1 'libfaketimeMT.so.1$')
  clock +0
  echo "LD_PRELOAD=$library FAKETIME_TIMESTAMP_FILE=$WORK/faults/clock FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1" >> "$WORK/service.env"
  was=$(ends)
  kill -TERM "$(alive "$WORK/service")"
  until_true 60 died_since "$was" > /dev/null && until_true 120 healthy > /dev/null || die "the service does not start with a clock of its own"
}

short=(nova-502-after disk-full crash-create-done crash-drain-done crash-delete-done)

lift_all() {
  faults '[]' 2> /dev/null
  rm -f "$WORK/faults/drain-kill" "$WORK/site/filler"
  [ -z "$stopped" ] || kill -CONT "$stopped"
  [ -z "$cut" ] || "$TESTBED/hypervisor/uncut" "$cut"
  "$IN" condor_on -negotiator > /dev/null 2>&1
  grep -qx 'expiration = 3600' "$OPENSTACK/root/etc/keystone/keystone.conf" || token_life 3600
  local name state
  "$TESTBED/openstack/svc" status | while read -r name state; do [ "$state" != DOWN ] || svc start "$name"; done
}

# shellcheck shell=bash
# Sourced by cloudinit/check: the rows of the knob table in cloudinit-templates/README.md, on running guests.

# `own`: its owner has an account, an ephemeral disk (a file system may call its device what it likes), a name server that never
# answers, and soon nobody can connect to it. `bare` and `cured`: no HTCondor in the image, without and with a way to install it.
knob_guests() {
  ssh-keygen -q -t ed25519 -N '' -C 'ops "of" the site' -f "$out/ops"
  cat > "$out/own-site" <<SITE
#cloud-config
write_files:
  - {path: /etc/profile.d/noise.sh, content: "echo noise; export FROM_PROFILE=yes; cd /"}
  - {path: /etc/dnf/dnf.conf, content: "[main]\ngpgcheck=True\n"}
  - {path: /etc/resolv.conf, content: "nameserver 10.42.199.250\n"}
runcmd:
  - [usermod, --uid, '1500', --home, /home/news, --shell, /bin/bash, news]
  - [install, -d, -o, news, /home/news]
  - [mount, -t, tmpfs, -o, size=9000g, /dev/vdz, /mnt]
  - [sed, -i, /$HEAD_NAME/d, /etc/hosts]
  - [sed, -i, 's/^hosts:.*/hosts: files dns/', /etc/nsswitch.conf]
SITE
  guest own 3 news proj:own 3600 600 "$(cat "$out/own-site")" '' auto "$HEAD_IP" '' "$(cat "$out/ops.pub")"
  local bare=$'#cloud-config\nruncmd:\n  - [mv, /usr/sbin/condor_master, /root/]\n'
  guest bare 4 "$JOB_USER" proj:bare 3600 30 "$bare"
  printf '#!/bin/sh\nmv /root/condor_master /usr/sbin/\n' > "$out/install"
  guest cured 5 "$JOB_USER" proj:cured 3600 600 "$bare" '' never '' "$out/install"
}

knob_facts() {
  fact "a worker joins though its name server never answers" eventually 60 shows -slots own own UpdraftWorkerId
  fact "it listens on one port" eventually 10 knock
  close_inbound own
  fact "from now on nobody can open a connection to it" no knock
  settings_facts
  account_and_wrapper_facts
  slot_user_facts
  machine_facts
  upgrade_facts
  fact "the operators' key is the default user's" inside own grep -qxF "$(cat "$out/ops.pub")" /home/debian/.ssh/authorized_keys
  fact "a worker without HTCondor installs it where the site says how" eventually 40 shows -slots cured cured UpdraftWorkerId
  fact "and keeps off CCB where the site says never" [ -z "$(inside cured condor_config_val CCB_ADDRESS 2>/dev/null)" ]
  fact "without a way to install it the machine turns itself off" eventually 60 ended bare
  fact "its console says why" grep -q 'has no HTCondor, and the site names no way' "$out/bare/console"
}

settings_facts() {
  local knob
  for knob in "CONDOR_HOST $HEAD_NAME" 'DAEMON_LIST MASTER, STARTD' "CCB_ADDRESS $HEAD_NAME:$POOL_PORT" 'CCB_HEARTBEAT_INTERVAL 60' \
    'USE_SHARED_PORT true' 'UPDATE_COLLECTOR_WITH_TCP true' 'MAXJOBRETIREMENTTIME 31536000' 'SHUTDOWN_GRACEFUL_TIMEOUT 31536000' \
    'SUSPEND false' 'CONTINUE true' 'PREEMPT false' 'KILL false' 'RUNBENCHMARKS false' 'EXECUTE /mnt/condor' \
    'SLOT_TYPE_1_PARTITIONABLE true' 'NUM_SLOTS_TYPE_1 1' 'MEMORY 1024' 'NUM_CPUS 2' "UID_DOMAIN $DOMAIN" \
    'STARTER_ALLOW_RUNAS_OWNER true' 'TRUST_UID_DOMAIN true' 'SOFT_UID_DOMAIN false' 'SLOT1_10_USER updraft-slot10' \
    'NOBODY_SLOT_USER updraft-extra' 'DEDICATED_EXECUTE_ACCOUNT_REGEXP updraft-slot[0-9]+' \
    'USER_JOB_WRAPPER /usr/local/bin/updraft-job-wrapper'; do
    fact "${knob%% *} is ${knob#* }" is "${knob%% *}" "${knob#* }"
  done
}
is() { local value; value=$(inside own condor_config_val "$1"); echo "$value"; [ "${value,,}" = "${2,,}" ]; }

# From now on nobody can open a connection to it.
close_inbound() {
  nsenter -t "$(pid_of "$1")" -n nft \
    'table inet knobs { chain in { type filter hook input priority 0; iif lo accept; tcp flags & (syn | ack) == syn drop; }; }'
}
knock() { in_head timeout 2 bash -c 'echo > /dev/tcp/10.42.199.3/9618'; }
no() { ! "$@"; }

account_and_wrapper_facts() {
  cat > "$out/teller" <<'E2'
#!/bin/bash
printf '%s\n' "user $(id -un)" "home $HOME" "path $PATH" "profile $FROM_PROFILE" "place $([ "$PWD" = "$_CONDOR_SCRATCH_DIR" ] && echo scratch)"
printf '<%s>' "$@"; echo
for ((i = 0; i < SECONDS_TO_RUN; i++)); do echo "still here"; sleep 1; done
exit 77
E2
  printf '#!/bin/sh\nkill -TERM $$\nsleep 60\n' > "$out/killed"; printf '#!/bin/sh\necho hello\n' > "$out/hello"
  chmod 755 "$out"/{teller,killed,hello}
  local told long killed own='requirements = TARGET.UpdraftWorkerId =?= "own"'
  told=$(submit news "executable = $out/teller" "arguments = \"'' 'a  b' 'it''s' \"\"q\"\" \$HOME * '\\'\"" "$own")
  long=$(submit news "executable = $out/teller" 'environment = "SECONDS_TO_RUN=60 HOME=/home/nobody-here PATH=/mine:/bin:/usr/bin"' "$own")
  fact "a job finishes on it" eventually 30 finished "$told"
  fact "condor_tail shows its owner the job's output, by way of the collector" tails "$long"
  fact "condor_ssh_to_job brings its owner there" visits "$long" news news
  "$IN" --user news condor_rm "$long" > /dev/null
  local result=$UPDRAFT_TESTBED/home/news/job.$told
  fact "the job ran as its owner, who has an account there" grep -qx 'user news' "$result"
  fact "with that account's home" grep -qx 'home /home/news' "$result"
  fact "with a login shell's PATH and profile" [ "$(grep -c -x -e 'path /usr/local/bin:/usr/bin:/bin.*' -e 'profile yes' "$result")" = 2 ]
  fact "in its scratch directory" grep -qx 'place scratch' "$result"
  fact "with its arguments as they were" grep -qxF "<><a  b><it's><\"q\"><\$HOME><*><\\>" "$result"
  fact "and no word of the profile's in its output" no grep -q noise "$result"
  fact "its exit status is its own" [ "$(history "$told" ExitCode)" = 77 ]
  fact "a PATH of the job's own stays, a HOME that is not there does not" \
    [ "$(grep -c -x -e 'path /mine:/bin:/usr/bin' -e 'home /home/news' "$out/tail")" = 2 ]
  killed=$(submit news "executable = $out/killed" "$own")
  fact "a job that dies by a signal does so for HTCondor too" eventually 30 finished "$killed"
  fact "(by that signal)" [ "$(history "$killed" ExitSignal)" = 15 ]
  inside own sh -c 'echo "exit 3" > /etc/profile.d/zz.sh'
  local spared; spared=$(submit news "executable = $out/hello" "$own")
  fact "a profile that ends the shell" eventually 30 finished "$spared"
  fact "does not end the job" grep -qx hello "$UPDRAFT_TESTBED/home/news/job.$spared"
  inside own rm /etc/profile.d/zz.sh
}
# (the schedd cannot say where the starter is before its first update, 8 s after the start)
visits() { timeout 60 "$IN" --user "$2" condor_ssh_to_job -auto-retry "$1" id -un > "$out/visit" 2>&1; cat "$out/visit"; grep -qx "$3" "$out/visit"; }
history() { "$IN" --user news condor_history "$1" -limit 1 -af "$2"; }
tails() { eventually 30 runs "$1" && timeout 60 "$IN" --user news condor_tail "$1" > "$out/tail" && cat "$out/tail" && grep -q 'still here' "$out/tail"; }

# A job that asks for no core gets one (MODIFY_REQUEST_EXPR_REQUESTCPUS of 23.9), so it waits while both of `one` are taken.
slot_user_facts() {
  local on='requirements = TARGET.UpdraftWorkerId =?= "one"' first second none
  first=$(submit "$JOB_USER" 'arguments = 60' "$on"); second=$(submit "$JOB_USER" 'arguments = 60' "$on")
  eventually 30 runs "$first"; eventually 30 runs "$second"
  none=$(submit "$JOB_USER" "executable = $out/teller" 'request_cpus = 0' "$on")
  fact "two jobs have both cores" both_run "$first" "$second"
  "$IN" --user "$JOB_USER" condor_rm "$first" > /dev/null
  fact "a job that is removed is gone at once" eventually 20 finished "$first"
  fact "a job of no cores runs when one is free" eventually 30 finished "$none"
  local result=$UPDRAFT_TESTBED/home/$JOB_USER/job.$none
  fact "as a slot user" grep -qx 'user updraft-slot[0-9]*' "$result"
  fact "whose home is the scratch directory" grep -qx 'home /.*/dir_[0-9]*' "$result"
  fact "condor_ssh_to_job brings the owner of the other job to its slot user" visits "$second" "$JOB_USER" 'updraft-slot[0-9]*'
  "$IN" --user "$JOB_USER" condor_rm "$second" > /dev/null
  fact "(and the other job is gone)" eventually 20 finished "$second"
}
both_run() { runs "$1" && runs "$2"; }

# What updraft-machine decides after changes of `own`, which is of no further use to the pool.
machine_facts() {
  fact "an account that could become root runs no job" decides 'jobs run as slot users: news could become root' 'usermod -aG sudo news'
  fact "nor does one without a home" decides 'jobs run as slot users: news has no home' 'gpasswd -d news sudo; mv /home/news /home/old'
  fact "nor one of the system" decides 'jobs run as slot users: news is an account of the system' 'sed -i s/x:1500:/x:150:/ /etc/passwd'
  fact "a disk with less room than the usual place is not used" decides 'more room than /mnt' "$mnt size=1m /dev/vdz /mnt"
  fact "nor is a file system of the network" no decides EXECUTE "$mnt size=9000g server:/export /mnt"
  fact "nor a disk from which no program may run" no decides EXECUTE "$mnt size=9000g,noexec /dev/vdz /mnt"
  fact "(the next one is)" decides 'EXECUTE = /mnt/condor' "$mnt size=9000g /dev/vdz /mnt"
  local address
  for address in 10.9.0.1 172.16.0.1 172.31.0.1 192.168.0.1 100.64.0.1 100.127.0.1 fd00::1; do
    fact "$address is reached through CCB" unshared_decides "$address"
  done
  for address in 172.15.0.1 172.32.0.1 100.63.0.1 100.128.0.1 192.0.2.1 2001:db8::1; do
    fact "$address is not" no unshared_decides "$address"
  done
}
mnt='umount -l /mnt; mount -t tmpfs -o'
# decides TEXT CHANGE
decides() { inside own sh -c "{ $2; rm -f /etc/condor/config.d/92-*; } >/dev/null; updraft-machine 2>&1" > "$out/decided"; cat "$out/decided"; grep -qF -- "$1" "$out/decided"; }
unshared_decides() { inside own unshare --net sh -c "ip link set lo up; ip addr add $1 dev lo scope global; updraft-machine 2>&1" | grep CCB_ADDRESS; }

upgrade_facts() {
  inside own sh -c 'mkdir -p /repo && printf "Package: condor\nVersion: 99\nArchitecture: amd64\nFilename: ./condor.deb\nSize: 1\nSHA256: %064d\n" 0 > /repo/Packages
    echo "deb [trusted=yes] file:/repo ./" > /repo/list'
  fact "a newer HTCondor in the archive is not taken" no upgrades
  inside own mv /etc/apt/preferences.d/updraft /repo/
  fact "(it would be, but for our pin)" upgrades
  fact "nor by dnf" inside own grep -qxF 'excludepkgs=*condor*' /etc/dnf/dnf.conf
}
upgrades() {
  inside own sh -c 'o="-o Dir::Etc::sourcelist=/repo/list -o Dir::Etc::sourceparts=-"; apt-get -qq $o update; apt-get -s $o dist-upgrade' | grep '^Inst condor '
}

# shellcheck shell=bash
# Sourced by cloudinit/check: on which terms a worker takes jobs, and what a user's own cloud-config does to it.

# `three` and `single` start so many jobs; `shared` takes everybody's and has an account of its owner's name; `special` has a user's
# cloud-config of each kind; `failing`, `looping` and `killing` have one that is no good.
term_guests() {
  CPUS=4 guest three 6 "$JOB_USER" proj:three 3600 600 --maxJobs=3
  guest single 7 "$JOB_USER" proj:single 3600 600 --maxJobs=1
  guest shared 8 news proj:shared 3600 600 --shared= \
    $'#cloud-config\nruncmd:\n  - [usermod, --uid, "1500", --home, /home/news, news]\n  - [install, -d, -o, news, /home/news]\n'
  local config='#cloud-config
hostname: mine
runcmd:
  - [sh, -c, "test -e /etc/site-file -a ! -e /var/lib/updraft/joined && echo config >> /etc/of-user"]
write_files:
  - {path: /usr/local/sbin/updraft-join, permissions: "0755", content: "#!/bin/sh\n"}
  - {path: /etc/condor/config.d/90-updraft.config, content: "START = True\n"}
'
  guest special 9 "$JOB_USER" proj:special 3600 600 "$site" --cloudConfig=spool:special "--part=cloud-config:$config" \
    $'--part=x-shellscript:#!/bin/sh\ntest -e /var/lib/updraft/joined || echo script >> /etc/of-user\n' \
    $'--part=cloud-boothook:#cloud-boothook\n#!/bin/sh\ntest -e /usr/local/sbin/updraft-join || echo boothook >> /etc/of-user\n'
  guest failing 10 "$JOB_USER" proj:failing 3600 10 --cloudConfig=spool:failing $'--part=x-shellscript:#!/bin/sh\nexit 3\n'
  guest looping 11 "$JOB_USER" proj:looping 3600 10 --cloudConfig=spool:looping $'--part=x-shellscript:#!/bin/sh\nwhile :; do sleep 5; done\n'
  guest killing 12 "$JOB_USER" proj:killing 3600 10 --cloudConfig=spool:killing \
    $'--part=x-shellscript:#!/bin/bash\n(while sleep 0.2; do for p in /proc/[0-9]*; do read -r n < $p/comm && [[ $n = condor_* ]] && kill -KILL ${p#/proc/}; done; done) < /dev/null > /dev/null 2>&1 &\n'
}

term_facts() {
  limit_facts
  shared_facts
  user_part_facts
  never_more_facts
}

on() { echo "requirements = TARGET.UpdraftWorkerId =?= \"$1\""; }
waits() { local c; for c in "$@"; do [ "$(status "$c" | sort -u)" = 1 ] || return; done; }
equal() { echo "$1"; [ "$1" = "$2" ]; }
# how many of a cluster have run and how many wait
tally() { echo "$(service condor_history "$1" -af NumJobStarts | grep -c '^1$') $(status "$1" | grep -c '^1$')"; }
tallies() { equal "$(tally "$1")" "$2"; }

limit_facts() {
  fact "a worker with a limit of three jobs joins" eventually 60 shows -slots three "3 0 0" UpdraftMaxJobs UpdraftEarlierStarts JobStarts
  fact "and one with a limit of one" eventually 60 shows -slots single "1 0" UpdraftMaxJobs UpdraftEarlierStarts
  quick=$(submit "$JOB_USER" 'executable = /bin/sleep' 'transfer_executable = false' 'arguments = 1' 'My.VMMaxJobs = "3"' "$(on three)" 'queue 20')
  unlimited=$(submit "$JOB_USER" "$(on three)")
  local whole; whole=$(submit "$JOB_USER" 'arguments = 8' 'My.VMMaxJobs = 1' "$(on single)")
  second=$(submit "$JOB_USER" 'My.VMMaxJobs = 1' "$(on single)")
  limited=$(submit "$JOB_USER" 'My.VMMaxJobs = 3' "$(on one)")
  fact "of twenty quick jobs three run on its four cores" eventually 60 tallies "$quick" '3 17'
  fact "the one job has the whole slot" eventually 40 has_all
  fact "it finishes" eventually 40 finished "$whole"
  inside three sh -c 'for p in /proc/[0-9]*; do read -r n < $p/comm; case $n in condor_startd) kill -KILL ${p#/proc/};; esac; done'
  fact "a condor_startd that begins again knows that there was one before" eventually 60 shows -slots three "3 0" UpdraftEarlierStarts JobStarts
}
has_all() { equal "$(service condor_status -constraint 'UpdraftWorkerId == "single" && SlotType == "Dynamic"' -af State Cpus Memory)" "Claimed 2 1024"; }

shared_facts() {
  fact "a shared worker joins, and says for whom it was made" eventually 60 shows -slots shared news UpdraftOwner
  local mine theirs; mine=$(submit "$JOB_USER" "$(on shared)"); theirs=$(submit news 'arguments = 20' "$(on shared)")
  fact "condor_ssh_to_job brings an owner to a slot's user too" visits_slot "$theirs"
  "$IN" --user news condor_rm "$theirs" > /dev/null; theirs=$(submit news "$(on shared)")
  fact "a job of another owner finishes there" eventually 60 finished "$mine"
  fact "so does one of its owner's" eventually 60 finished "$theirs"
  fact "both as slot users, though the image has an account for the owner" \
    equal "$(cat "$UPDRAFT_TESTBED/home/$JOB_USER/job.$mine" "$UPDRAFT_TESTBED/home/news/job.$theirs" | grep -c '^user updraft-slot')" 2
}
visits_slot() { eventually 40 runs "$1" && timeout 60 "$IN" --user news condor_ssh_to_job -auto-retry "$1" id -un > "$out/visit" 2>&1; cat "$out/visit"; grep -q '^updraft-slot' "$out/visit"; }

user_part_facts() {
  fact "a worker with a user's cloud-config joins under its own name" eventually 60 shows -slots special updraft-test-special.updraft.test Machine
  fact "its parts ran before it joined: boothook, script, then cloud-config after the site's" equal "$(inside special cat /etc/of-user | tr '\n' ' ')" "boothook script config "
  named=$(submit "$JOB_USER" 'My.VMAMIConfig = "spool:special"' "$(on special)")
  unnamed=$(submit "$JOB_USER" "$(on special)"); other_named=$(submit "$JOB_USER" 'My.VMAMIConfig = "spool:other"' "$(on special)")
  elsewhere=$(submit "$JOB_USER" 'My.VMAMIConfig = "spool:special"' "$(on one)")
  fact "a job that names it runs there" eventually 60 finished "$named"
  fact "of another worker nothing has changed" no inside one test -e /etc/of-user
  fact "a worker whose user's script fails turns itself off" eventually 90 ended failing
  fact "its console says why" grep -q "updraft-prepare: the user's part-user-1-of-a-user failed" "$out/failing/console"
  fact "so does one whose user's script kills HTCondor" eventually 90 ended killing
  fact "its console says why" grep -q "updraft-end: no condor_master" "$out/killing/console"
  fact "one whose user's script loops has not joined, nor has the failing one" equal "$(for w in special looping failing; do ad -slots "$w" UpdraftWorkerId | sort -u; done)" special
}

never_more_facts() {
  fact "the limit of three has held, also since condor_startd began again" tallies "$quick" '3 17'
  fact "the limit of one has held" waits "$second"
  fact "no job with a limit ran without, none without ran with one" waits "$unlimited" "$limited"
  fact "no job ran on a cloud-config that it does not name, or without one that it names" waits "$unnamed" "$other_named" "$elsewhere"
}

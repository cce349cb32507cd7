# shellcheck shell=bash
# Sourced by cloudinit/check: guests with rendered user data, jobs on the running pool, and one line per fact.
. "$(dirname "${BASH_SOURCE[0]}")/../condor/lib.sh"
need_root
IN=$TESTBED/in
# guests and jobs of two runs would be taken for each other's
exec 8> "$UPDRAFT_TESTBED/cloudinit.lock"; flock 8
failed=0
out=$(mktemp -d "$UPDRAFT_TESTBED/cloudinit.XXXXXX"); chmod 755 "$out"
declare -A runner
trap 'for p in "${runner[@]}"; do kill "$p" 2>/dev/null; done; "$IN" condor_rm -constraint "UpdraftCheck" >/dev/null 2>&1; wait; rm -rf "$out"' EXIT

source_tree=${SOURCE_TREE:-$TESTBED/..}
classpath=$source_tree/autoscaler/target/classes:$source_tree/autoscaler/target/test-classes:$source_tree/openstack/target/classes
for jar in com/samskivert/jmustache org/yaml/snakeyaml; do
  classpath+=$(find "${MAVEN_REPO:-$HOME/.m2/repository}/$jar" -name '*.jar' -printf ':%p')
done
render() { "${JAVA_HOME:?}/bin/java" -cp "$classpath" org.updraft.autoscaler.cloudinit.RenderOne "$@"; }

fact() {
  local words=$1; shift
  if "$@" > "$out/out" 2>&1; then say "ok    $words"; else say "WRONG $words"; sed 's/^/        /' "$out/out"; failed=1; fi
}
service() { "$IN" --user "$SERVICE_USER" "$@"; }
eventually() { local i n=$1; shift; for ((i = 0; i < n * 2; i++)); do "$@" && return; sleep 0.5; done; return 1; }

# guest NAME NUMBER OWNER VMTYPE NO_CLAIM_SECONDS JOIN_SECONDS [SITE [TOKEN_SECONDS [CCB [COLLECTOR_ADDRESS [INSTALL_FILE [SSH_KEY]]]]]]:
# a guest with rendered user data, in the background, of $CPUS cores (2). Anywhere among these: --maxJobs=3 and the like (RenderOne)
guest() {
  local dir=$out/$1 server=updraft-test-$1 token
  mkdir -p "$dir"
  token=$(service condor_token_create -key updraft -identity "updraft-$1@$DOMAIN" -lifetime 864000 \
    -authz ADVERTISE_STARTD -authz ADVERTISE_MASTER -authz READ) || die "no token for $1"
  render "$HEAD_NAME" "$server" "$3" "$4" "${CPUS:-2}" "$5" "$6" "$token" "${@:7}" > "$dir/user-data" || die "could not render $1"
  printf 'instance-id: 5a3b1c00-0000-4000-8000-0000000000%02d\nlocal-hostname: other-name\n' "$2" > "$dir/meta-data"
  printf 'PORT=ci%s\nADDRESS=10.42.199.%s\nMAC=fa:16:3e:00:99:%02d\n' "$2" "$2" "$2" > "$dir/settings"
  "$TESTBED/guest/run-ns" "$dir" > "$dir/console" 2>&1 &
  runner[$1]=$!
}
ended() { ! kill -0 "${runner[$1]}" 2>/dev/null; }
# the guest's PID 1 as this machine sees it
pid_of() { pgrep -f -x '/bin/bash /run/init' | while read -r p; do [ "$(nsenter -t "$p" -u hostname)" = "updraft-test-$1" ] && echo "$p"; done | head -1; }
inside() { local name=$1; shift; nsenter -t "$(pid_of "$name")" -a "$@"; }
# (-slots: in 23.9 `-startd` means an ad of the startd itself, which knows no state)
ad() { service condor_status "$1" -constraint "UpdraftWorkerId == \"$2\"" -af "${@:3}"; }
shows() { [ "$(ad "$1" "$2" "${@:4}" | sort -u)" = "$3" ]; }
# submit OWNER LINE...: prints the cluster; the last line may be one of `queue N`
submit() {
  local owner=$1; shift
  { printf 'executable = %s\nshould_transfer_files = YES\nlog = /dev/null\noutput = job.$(Cluster)\nMy.UpdraftCheck = true\nrequest_memory = 64\n' "$out/job"; printf '%s\n' "$@"; [[ ${!#} = queue* ]] || echo queue; } > "$out/sub"; chmod 644 "$out/sub"
  "$IN" --user "$owner" sh -c "cd ~ && condor_submit -terse '$out/sub'" | cut -d. -f1
}
status() { service condor_q -allusers "$1" -af JobStatus; }
finished() { [ -z "$(status "$1")" ]; }
runs() { [ "$(status "$1")" = 2 ]; }

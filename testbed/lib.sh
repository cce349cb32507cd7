# shellcheck shell=bash
# Sourced by every script of the testbed: names, places and a few helpers. Starts nothing.

# The only place the testbed writes to. Everything below can be thrown away with `testbed/down --purge`.
export UPDRAFT_TESTBED=${UPDRAFT_TESTBED:-/var/tmp/updraft-testbed}
TESTBED=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CONDOR=$UPDRAFT_TESTBED/condor          # bin/ root/ pool/ workers/ service/
OPENSTACK=$UPDRAFT_TESTBED/openstack    # root/ (the chroot; root/vms = one file per live server) golden.tar

# The network: one namespace with a bridge. Guests and workers hang on the bridge, all services live in the namespace.
NS=updraft-head
BRIDGE=br0
HEAD_IP=10.42.0.1
HEAD_PREFIX=16
DOMAIN=updraft.test
HEAD_NAME=head.$DOMAIN
POOL_PORT=9618

# Users of the host that everybody's Debian has; the testbed makes none.
SERVICE_USER=list        # runs Updraft
JOB_USER=games           # owns jobs; `news` is a second owner

STARTED_AT=${STARTED_AT:-$(date +%s)}; export STARTED_AT   # inherited, so that all lines of one command count from its start

say() { echo "[testbed +$(( $(date +%s) - STARTED_AT ))s] $*"; }
die() { echo "testbed: $*" >&2; exit 1; }

need_root() { [ "$(id -u)" = 0 ] || die "run this as root: it makes namespaces and starts services of several users"; }

# need COMMAND PACKAGE: install the package with apt-get if the command is missing
need() {
  command -v "$1" >/dev/null && return
  local -x DEBIAN_FRONTEND=noninteractive
  say "installing $2 (for $1)"
  { apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$2" >/dev/null 2>&1 ||
    { apt-get -qq -o DPkg::Lock::Timeout=300 update &&
      apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$2" >/dev/null; }; } ||
    die "apt-get could not install $2; it provides the command $1"
}

# The Debian mirror that this machine itself uses, without a slash at the end
debian_mirror() {
  local uri
  uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 '/debian/*$') ||
    die "no Debian archive in this machine's apt sources (looked for an address that ends in /debian)"
  echo "${uri%"${uri##*[!/]}"}"
}

has_netns() { [ -e "/run/netns/$1" ]; }

# in_head CMD...: run CMD inside the head's namespace; from inside, just run it
in_head() {
  if [ "$(ip netns identify $$ 2>/dev/null)" = "$NS" ]; then "$@"; else ip netns exec "$NS" "$@"; fi
}

# A process is remembered as "pid start-time", so that a number the kernel gave to somebody else is never mistaken for ours.
start_time() { [ -r "/proc/$1/stat" ] && sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
remember() { echo "$2 $(start_time "$2")" > "$1"; }                      # remember FILE PID
alive() {                                                                # alive FILE: prints the pid if it still runs
  local pid start
  [ -s "$1" ] && read -r pid start < "$1" && [ -n "$start" ] && [ "$(start_time "$pid")" = "$start" ] && echo "$pid"
}
# a process and all its descendants, children first
tree() { local c; for c in $(cat "/proc/$1/task/"*/children 2>/dev/null); do tree "$c"; done; echo "$1"; }
# wait_gone PID SECONDS
wait_gone() {
  local i
  for ((i = 0; i < $2 * 10; i++)); do [ -e "/proc/$1" ] || return 0; sleep 0.1; done
  return 1
}

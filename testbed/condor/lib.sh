# shellcheck shell=bash
# Sourced by the scripts of testbed/condor: configuration that the pool, its workers and its clients have in common.
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
export PATH=$CONDOR/bin:$PATH
POOL=$CONDOR/pool
WORKERS=$CONDOR/workers
SERVICE=$CONDOR/service      # what belongs to the service's user: token, key, client configuration

# HTCondor started by root drops to this user; every Debian has it, so no "condor" user is made.
# Its tools run by root show themselves under this name over FS, so it must be in the pool's own ALLOW lists.
CONDOR_IDS=$(id -u daemon).$(id -g daemon)
CONDOR_USER=daemon

# Where everything is, for daemons and tools alike.  base_config LOCAL_DIR
base_config() {
  cat <<E
RELEASE_DIR = $CONDOR/root/usr
BIN = \$(RELEASE_DIR)/bin
SBIN = \$(RELEASE_DIR)/sbin
LIB = \$(RELEASE_DIR)/lib/condor
LIBEXEC = \$(RELEASE_DIR)/libexec/condor
SHARE = \$(RELEASE_DIR)/share/condor
LOCAL_DIR = $1
ETC = \$(LOCAL_DIR)/etc
CONDOR_IDS = $CONDOR_IDS
LOCAL_CONFIG_FILE =
LOCAL_CONFIG_DIR = \$(LOCAL_DIR)/config.d
DEFAULT_DOMAIN_NAME = $DOMAIN
ENABLE_IPV6 = False
UID_DOMAIN = $DOMAIN
TRUST_DOMAIN = $DOMAIN
E
}

# daemon_config LOCAL_DIR IP HOSTNAME
daemon_config() {
  base_config "$1"
  cat <<E
# No name server is reachable from the testbed's network, and a daemon would wait a minute for its own name. With NO_DNS it makes
# names of addresses (10-42-0-1.$DOMAIN) and understands only such names, so the collector is given by its address.
NO_DNS = True
COLLECTOR_HOST = $HEAD_IP:$POOL_PORT
LOG = \$(LOCAL_DIR)/log
SPOOL = \$(LOCAL_DIR)/spool
LOCK = \$(LOCAL_DIR)/lock
RUN = \$(LOCAL_DIR)/run
EXECUTE = \$(LOCAL_DIR)/execute
NETWORK_INTERFACE = $2
BIND_ALL_INTERFACES = False
NETWORK_HOSTNAME = $3
FILESYSTEM_DOMAIN = $3
BASE_CGROUP =
MAIL = /bin/true
SEC_PASSWORD_DIRECTORY = \$(LOCAL_DIR)/passwords.d
SEC_TOKEN_SYSTEM_DIRECTORY = \$(LOCAL_DIR)/tokens.d
use SECURITY:recommended_v9_0
E
}

# The folders a master needs, with the owners HTCondor insists on.  daemon_folders LOCAL_DIR
daemon_folders() {
  mkdir -p "$1"/{log,spool,lock,run,execute,config.d}
  install -d -m 700 "$1"/passwords.d "$1"/tokens.d
  chown -R "${CONDOR_IDS/./:}" "$1"/{log,spool,lock,run,execute}
}

# start_master NETNS LOCAL_DIR: a master in the foreground of a session of its own, remembered in LOCAL_DIR/master.pid
start_master() {
  CONDOR_CONFIG=$2/condor_config setsid ip netns exec "$1" "$CONDOR/bin/condor_master" -f > "$2/master.out" 2>&1 < /dev/null \
    3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &      # a lock of the caller's (site.lock) would be held for as long as the pool runs
  remember "$2/master.pid" $!
}

# stop_master LOCAL_DIR SIGNAL: asks the master, waits half a minute, then ends it and its children by force
stop_master() {
  local pid
  pid=$(alive "$1/master.pid") || { rm -f "$1/master.pid"; return 0; }
  kill "-$2" "$pid"
  wait_gone "$pid" 30 || { say "the master of ${1##*/} ($pid) does not end; killing it"; kill -9 $(tree "$pid"); }
  rm -f "$1/master.pid"
}

# collector_alone: restarts the pool, unless it runs so already, with the schedd on a port of its own, so that a worker can be cut off from
# the collector alone (testbed/hypervisor/cut). Not while it has jobs.
collector_alone() {
  grep -q '^COLLECTOR_USES_SHARED_PORT = False' "$POOL/condor_config" && return
  [ -z "$(CONDOR_CONFIG=$POOL/condor_config in_head condor_q -allusers -constraint 'JobStatus < 3' -af ClusterId)" ] ||
    die "the pool must be restarted with POOL_SCHEDD_PORT=9619, and has jobs: try again when they are done"
  say "restarting the pool with the schedd on a port of its own"
  "$TESTBED/down" condor
  POOL_SCHEDD_PORT=9619 "$TESTBED/up" condor
}

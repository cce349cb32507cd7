# shellcheck shell=bash
# Sourced by the scripts of testbed/openstack.
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
R=$OPENSTACK/root
KEYSTONE=http://127.0.0.1:5000/v3
# process 1 of OpenStack's namespace, as this machine sees it; fails when OpenStack is not up
openstack_init() {
  local pid
  pid=$(alive "$OPENSTACK/unshare.pid") && pid=$(cat "/proc/$pid/task/$pid/children") && [ -n "$pid" ] && echo "${pid%% *}"
}

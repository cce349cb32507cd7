# shellcheck shell=bash
# Sourced by the scripts of testbed/hypervisor.
. "$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/lib.sh"
HYPERVISOR=$UPDRAFT_TESTBED/hypervisor
# where Nova's compute driver shows its servers
export VMS=${VMS:-$OPENSTACK/root/vms}
export HYPERVISOR NS TESTBED

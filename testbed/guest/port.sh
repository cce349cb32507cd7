# shellcheck shell=bash
# Sourced by run-ns and run-qemu: the guest's folder, its settings, and its place on the bridge.
. "$(dirname "$here")/lib.sh"

[ $# = 1 ] && [ -d "$1" ] || die "usage: testbed/guest/$(basename "$0") FOLDER   (what is in the folder: testbed/guest/README.md)"
need_root
dir=$(cd "$1" && pwd)
for f in user-data meta-data settings; do [ -r "$dir/$f" ] || die "no $f in $dir"; done
GATEWAY=$HEAD_IP PREFIX=$HEAD_PREFIX MEMORY_MIB=1024
. "$dir/settings"
for v in PORT ADDRESS MAC; do [ -n "${!v:-}" ] || die "$dir/settings does not set $v"; done
has_netns "$NS" || die "the network $NS is not up; run testbed/net/up first"

# plug: the host's end of the guest's cable goes into the bridge
plug() { ip -n "$NS" link set "$PORT" master "$BRIDGE" up; }
unplug() { ip -n "$NS" link del "$PORT" 2>/dev/null || :; }

#!/bin/sh
# updraft-prepare: sees to it that this machine can run HTCondor and keeps the version it has.
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

main() {
{{#hasCloudConfig}}
  ! part=$(failed_part) || fail user-part "the user's $part failed, as /var/log/cloud-init-output.log may show"
{{/hasCloudConfig}}
{{#hasCollectorAddress}}
  know_the_collector
{{/hasCollectorAddress}}
  have_condor
  keep_its_version
}

{{#hasCloudConfig}}
# A script or boothook of the user's that failed: jobs would not find what they need. cloud-init would go on all the same. (It says so in its log:
# "Unexpected error while running command.", then a line with the script.)
failed_part() {
  sed -n "s:^Command\: .*/\(part-user-[0-9a-z-]*\).*:\1:p" /var/log/cloud-init.log 2> /dev/null | grep -m 1 .
}

{{/hasCloudConfig}}
{{#hasCollectorAddress}}
# So that nobody waits for a name server that this network does not have.
know_the_collector() {
  address={{collectorAddress}}
  name={{collectorHost}}
  grep -qxF "$address $name" /etc/hosts || echo "$address $name" >> /etc/hosts
}
{{/hasCollectorAddress}}

have_condor() {
  command -v condor_master > /dev/null && return
{{#hasInstall}}
  say "this image has no HTCondor; running updraft-install"
  updraft-install < /dev/null || fail install "updraft-install ended with status $?"
  command -v condor_master > /dev/null || fail install "updraft-install has left no condor_master in $PATH"
{{/hasInstall}}
{{^hasInstall}}
  fail no-condor "this image has no HTCondor, and the site names no way to install it (workers.install in updraft.yaml)"
{{/hasInstall}}
}

# An upgrade restarts HTCondor, which ends its jobs. (A pin, as `apt-mark hold` fails while another apt is at work.)
keep_its_version() {
  if [ -d /etc/apt/preferences.d ]; then
    printf 'Package: *condor*\nPin: version *\nPin-Priority: -1\n' > /etc/apt/preferences.d/updraft
  fi
  dnf=/etc/dnf/dnf.conf
  if [ -f "$dnf" ] && ! grep -q '^exclude.*condor' "$dnf"; then
    if grep -q '^exclude' "$dnf"; then
      sed -i 's/^exclude.*/&,*condor*/' "$dnf"
    else
      sed -i 's/^\[main\].*/&\nexcludepkgs=*condor*/' "$dnf"
    fi
  fi
}

stage() { updraft-stage "$@" || :; }
say() { echo "updraft-prepare: $*"; }
fail() {
  stage packages failed "$@"
  shift
  say "$*" >&2
  exit 1
}

main

# shellcheck shell=bash
# Sourced by condor/up: all that Updraft needs to have changed in an HTCondor pool, by the output of `updraft pool-config` and nothing else.

# install_pool_config CONFIG_D PASSWORDS_D SERVICE_DIR USER
#   CONFIG_D, PASSWORDS_D  of the central manager
#   SERVICE_DIR            of the machine where Updraft runs (here the same one), USER is its user
install_pool_config() {
  local config_d=$1 passwords_d=$2 service=$3 user=$4 updraft=$TESTBED/../updraft
  rm -f "$config_d/updraft-pool.conf"
  "$updraft" pool-config --section config > "$config_d/80-updraft-pool.config" || return
  install -d -m 700 "$passwords_d"
  "$updraft" pool-config --section commands --user "$user" --folder "$service" | sh || return
}

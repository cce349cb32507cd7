# shellcheck shell=bash
# Sourced by condor/up: all that Updraft needs to have changed in an HTCondor pool, and nothing else.
# It stands for what `updraft pool-config` prints for a real site: one drop-in file, one signing key, one token.

# install_pool_config CONFIG_D PASSWORDS_D SERVICE_DIR USER
#   CONFIG_D, PASSWORDS_D  of the central manager
#   SERVICE_DIR            of the machine where Updraft runs (here the same one), USER is its user
install_pool_config() {
  local config_d=$1 passwords_d=$2 service=$3 user=$4
  cat > "$config_d/updraft-pool.conf" <<'E'
# Updraft: lets the service watch, drain and forget its workers, and lets workers join with tokens of its own key.

# The service. ADMINISTRATOR: to drain workers and to approve their token requests.
ALLOW_ADMINISTRATOR = $(ALLOW_ADMINISTRATOR) updraft@$(TRUST_DOMAIN)

# Workers are updraft-<worker id>. The service itself is listed because it takes back the ads of workers that are gone.
ALLOW_ADVERTISE_STARTD = $(ALLOW_ADVERTISE_STARTD) updraft-*@$(TRUST_DOMAIN) updraft@$(TRUST_DOMAIN)
ALLOW_ADVERTISE_MASTER = $(ALLOW_ADVERTISE_MASTER) updraft-*@$(TRUST_DOMAIN) updraft@$(TRUST_DOMAIN)

# FS: users on this machine. IDTOKENS: the service and joined workers. SSL: a new worker, which knows only the CA, asks for its token.
SEC_DEFAULT_AUTHENTICATION_METHODS = FS, IDTOKENS, SSL

# Jobs that say nothing must still be alike: HTCondor's own default for memory follows the size of the executable.
JOB_DEFAULT_REQUESTCPUS = 1
JOB_DEFAULT_REQUESTMEMORY = 1024
JOB_DEFAULT_REQUESTDISK = 1048576
E

  # The signing key: base64 text, because HTCondor ends a key at its first zero byte in some places.
  # Taking this one file away from passwords.d shuts out every worker of Updraft and nobody else.
  install -d -m 700 "$passwords_d"
  [ -s "$passwords_d/updraft" ] || (umask 077; openssl rand -base64 48 > "$passwords_d/updraft")
  install -d -m 700 -o "$user" -g "$(id -g "$user")" "$service" "$service/keys.d" "$service/tokens.d"
  install -m 600 -o "$user" -g "$(id -g "$user")" "$passwords_d/updraft" "$service/keys.d/updraft"

  # The service's token. ADVERTISE_STARTD, ADVERTISE_MASTER: taking back the ads of a worker that is gone needs them; ADMINISTRATOR is not enough.
  if [ ! -s "$service/tokens.d/updraft" ]; then
    local token
    token=$(_CONDOR_SEC_PASSWORD_DIRECTORY=$passwords_d condor_token_create -key updraft -identity "updraft@$(condor_config_val TRUST_DOMAIN)" \
      -authz READ -authz ADMINISTRATOR -authz ADVERTISE_STARTD -authz ADVERTISE_MASTER) || return
    (umask 077; echo "$token" > "$service/tokens.d/updraft")
    chown "$user:" "$service/tokens.d/updraft"
  fi
}

package org.updraft.autoscaler.poolconfig;

/** The three parts, with {@code @NAMES@} that {@link PoolConfig} fills in. Every value filled in is a plain word. */
final class PoolConfigText {
    private PoolConfigText() {}

    static final String CONFIG = """
            # Updraft: lets its service watch, drain and forget its workers, and lets workers join with tokens of its own key.
            # Lists are added to; a list that was not set stands for ALLOW_DAEMON until somebody sets it, so that is repeated.

            # The service: ADMINISTRATOR to drain and switch off workers and to approve what workers ask.
            ALLOW_ADMINISTRATOR = $(ALLOW_ADMINISTRATOR) @SERVICE@@$(TRUST_DOMAIN)

            # Workers are @SERVICE@-<worker id>. The service itself takes back the ads of workers that are gone.
            ALLOW_ADVERTISE_STARTD = $(ALLOW_ADVERTISE_STARTD:$(ALLOW_DAEMON)) @SERVICE@-*@$(TRUST_DOMAIN) @SERVICE@@$(TRUST_DOMAIN)
            ALLOW_ADVERTISE_MASTER = $(ALLOW_ADVERTISE_MASTER:$(ALLOW_DAEMON)) @SERVICE@-*@$(TRUST_DOMAIN) @SERVICE@@$(TRUST_DOMAIN)

            # IDTOKENS: the service and its workers. SSL: a new worker, which knows only the pool's CA, asks for its token.
            SEC_DEFAULT_AUTHENTICATION_METHODS = $(SEC_DEFAULT_AUTHENTICATION_METHODS), IDTOKENS, SSL

            # For condor_submit: jobs that say nothing must still be alike. HTCondor's own defaults for memory and disk follow the size
            # of the executable, so that every program would be a demand of its own. What old job files say in VMCPUCores, VMMem (MB) and
            # VMStorage (GB) is carved off for them, quoted or not; change the last number of a line for jobs without.
            JOB_DEFAULT_REQUESTCPUS = ifThenElse(isInteger(int(MY.VMCPUCores)) && int(MY.VMCPUCores) > 0, int(MY.VMCPUCores), 1)
            JOB_DEFAULT_REQUESTMEMORY = ifThenElse(isInteger(int(MY.VMMem)) && int(MY.VMMem) > 0, int(MY.VMMem), 1024)
            JOB_DEFAULT_REQUESTDISK = ifThenElse(isInteger(int(MY.VMStorage)) && int(MY.VMStorage) > 0, int(MY.VMStorage) * 1048576, 1048576)
            """;

    static final String COMMANDS = """
            # On the central manager, as root, with @DROP_IN@ in place. Running it again changes nothing.
            set -eu
            umask 077
            user=@USER@
            folder=@FOLDER@
            keys=$(condor_config_val SEC_PASSWORD_DIRECTORY)
            domain=$(condor_config_val TRUST_DOMAIN)

            # The signing key. In base64, because HTCondor ends a key at its first zero byte in some places.
            mkdir -p "$keys"
            [ -s "$keys/@KEY@" ] || head -c 48 /dev/urandom | base64 > "$keys/@KEY@"
            chmod 600 "$keys/@KEY@"

            # The service's copy of the key, and its token: READ, ADMINISTRATOR, and the right to take back ads.
            install -d -m 755 "$folder"
            install -d -m 700 -o "$user" -g "$(id -g "$user")" "$folder/keys.d" "$folder/tokens.d"
            install -m 600 -o "$user" -g "$(id -g "$user")" "$keys/@KEY@" "$folder/keys.d/@KEY@"
            [ -s "$folder/tokens.d/updraft" ] || {
              token=$(condor_token_create -key @KEY@ -identity "@SERVICE@@$domain" \\
                -authz READ -authz ADMINISTRATOR -authz ADVERTISE_STARTD -authz ADVERTISE_MASTER)
              echo "$token" > "$folder/tokens.d/updraft"
            }
            chown "$user:" "$folder/tokens.d/updraft"

            # The CA of the collector's certificate: by it a new worker knows whom it asks for its token. In updraft.yaml:
            #   pool: {ca: @FOLDER@/pool-ca.pem, collector: the host name that is in the certificate, …}
            # HTCondor makes both by itself where nobody has made others.
            setting() { condor_config_val "$1" 2> /dev/null || true; }
            for cert in "$(setting AUTH_SSL_SERVER_CERTFILE)" "$(setting AUTH_SSL_AUTOGENERATE_CERTFILE)"; do
              for ca in "$(setting AUTH_SSL_SERVER_CAFILE)" "$(setting TRUST_DOMAIN_CAFILE)"; do
                [ -e "$folder/pool-ca.pem.new" ] || [ ! -s "$cert" ] || [ ! -s "$ca" ] ||
                  ! openssl verify -CAfile "$ca" "$cert" > /dev/null 2>&1 || install -m 644 "$ca" "$folder/pool-ca.pem.new"
              done
            done
            if [ -e "$folder/pool-ca.pem.new" ]; then
              mv "$folder/pool-ca.pem.new" "$folder/pool-ca.pem"
            else
              echo "no CA was found that signed the collector's certificate: copy it to $folder/pool-ca.pem yourself, or set pool.join: token" >&2
            fi

            # Access points check the same tokens: copy the key to each (its SEC_PASSWORD_DIRECTORY, 0600 root). Where Updraft runs on
            # another machine, move $folder there. Then, on each: condor_reconfig
            """;

    static final String UNDO = """
            # On the central manager, as root. First `updraft drain --all`, and stop the service: without the key no worker is let in.
            set -eu
            rm -f "$(condor_config_val SEC_PASSWORD_DIRECTORY)/@KEY@" "$(condor_config_val LOCAL_CONFIG_DIR)/@DROP_IN@"
            rm -rf @FOLDER@/keys.d @FOLDER@/tokens.d @FOLDER@/pool-ca.pem
            # The same key and drop-in on each access point. Then, on each: condor_reconfig
            """;
}

# shellcheck shell=bash
# Sourced by main-job, after main-job.lib.sh: no secret of the run in the service's log, in its ledger, or in what `ps` shows of the
# service and of the tools that it runs. grep reads the secrets from its standard input (-f -), so that this search shows none itself.

# watch_commands: the command lines of the service's user, looked at each second, into WORK/commands until this run ends. The
# testbed's own commands are root's: they name the testbed's passwords
watch_commands() {
  : > "$WORK/commands"; chmod 600 "$WORK/commands"
  (
    while kill -0 $$ 2>/dev/null; do
      ps -ww -u "$SERVICE_USER" -o args= >> "$WORK/commands" || true
      sort -u -o "$WORK/commands" "$WORK/commands"
      sleep 1
    done
  ) 9>&- &
  disown
}

# The words that nobody may see, one per line: of each file that holds some, what is long enough to be one
secrets() {
  local file
  # the pool's keys are bytes; the tokens of service and workers, and of those who look at the page, are text
  for file in "$SERVICE"/tokens.d/* "$WORK"/site/spool/http-token "$UPDRAFT_TESTBED"/condor/*/tokens.d/*; do
    [ ! -f "$file" ] || tr -s '[:space:]' '\n' < "$file" | grep -E '.{16}' || true
  done
  sed -n 's/.*password: *"\{0,1\}\([^",}]*\).*/\1/p' "$OPENSTACK/clouds.yaml"
}

# secrets_kept: dies if any is found. A secret of a few letters, as the testbed's passwords are, counts as a word of its own, and is
# looked for where there is text: in the ledger, whose snapshots are compressed, two letters come about by chance
secrets_kept() {
  local place found=0 words sought
  words=$(secrets | sort -u)
  [ "$(wc -l <<< "$words")" -ge 2 ] || die "found no secrets to look for"
  cat "$WORK"/site/updraft.db* > "$WORK/ledger.bytes"
  for place in "$WORK/service.log" "$WORK/commands" "$WORK/ledger.bytes"; do
    [ -s "$place" ] || die "$place is empty; nothing was looked through"
    sought=$words
    case $place in *ledger.bytes) sought=$(grep -E '.{8}' <<< "$words") ;; esac
    if grep -qaFw -f - "$place" <<< "$sought"; then echo "testbed: a secret of the run is in $place" >&2; found=1; fi
    # whatever Keystone or HTCondor handed out meanwhile: Fernet tokens, signed tokens
    if grep -qaE 'gAAAA[A-Za-z0-9_-]{20}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.' "$place"; then
      echo "testbed: a token is in $place" >&2; found=1
    fi
  done
  rm -f "$WORK/ledger.bytes"
  [ "$found" = 0 ] || die "secrets were shown"
  say "no secret in log, commands and ledger ($(wc -l <<< "$words") looked for)"
}

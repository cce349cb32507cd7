#!/bin/sh
# updraft-token: sees to it that this machine has its token, and prints when the token ends, in seconds since 1970. Waits as long
# as it takes: the collector keeps a request until Updraft has approved it. A token that is there and good is not asked for again.
# The token passes through files of root only: never through arguments, the environment or a log.
set -eu
umask 077
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
token=/etc/condor/tokens.d/updraft
good_for=10
{{#asksForToken}}
told=
{{/asksForToken}}

main() {
  mkdir -p "${token%/*}"
{{#asksForToken}}
  good || stage token waits
  until good; do
    ask || say "no token yet; asking again in 10 s"
    good || sleep 10
  done
{{/asksForToken}}
  good || fail "the token in $token has ended, or is none"
  ends
}

good() { [ -s "$token" ] && end=$(ends) && [ "$end" -gt "$(($(date +%s) + good_for))" ]; }

# What the token says of itself: three parts with dots, each in base64 with - and _ for + and /; the second holds "exp".
ends() {
  part=$(cut -s -d . -f 2 < "$token" | tr -- -_ +/)
  while [ $((${#part} % 4)) -ne 0 ]; do part="$part="; done
  printf %s "$part" | base64 -d | sed -n 's/.*"exp" *: *\([0-9]\{1,12\}\)[^0-9].*/\1/p' | grep .
}

{{#asksForToken}}
# Over SSL, where this machine shows nothing and the collector its certificate: of the name below, by the pool's CA and by no other.
# The command waits until the request is approved. It ends without a token if the collector was restarted or has too many requests.
ask() {
  identity={{identity}}
  host={{collectorHost}}
  port={{collectorPort}}
  life={{tokenSeconds}}
  new=/var/lib/updraft/token.new
  mkdir -p "${new%/*}"
  say "asking $host for the token of $identity"
  _CONDOR_SEC_CLIENT_AUTHENTICATION_METHODS=SSL \
    _CONDOR_AUTH_SSL_CLIENT_CAFILE=/etc/condor/updraft-ca.pem \
    _CONDOR_AUTH_SSL_CLIENT_USE_DEFAULT_CAS=False \
    condor_token_request -pool "$host:$port" -type COLLECTOR -identity "$identity" \
    -authz ADVERTISE_STARTD -authz ADVERTISE_MASTER -authz READ -lifetime "$life" > "$new" 2> "$new.why" || { why; return 1; }
  tail -n 1 "$new" > "$token"
  rm -f "$new" "$new.why"
  good || tell ended "it ends at $(ends || echo an unknown time)"
}

# In the command's own words; its output, which may hold a token, is not looked at.
why() {
  cat "$new.why" >&2
  words=$(tail -n 3 "$new.why" | tr '\n' ' ')
  case $words in
    *nknown\ host* | *ailed\ to\ connect* | *SECMAN:2007* | *imed\ out* | *imeout*) tell unreachable "$words" ;;
    *ertificate* | *SSL*) tell certificate "$words" ;;
    *) tell not-given "$words" ;;
  esac
}

# Once for each thing that can be wrong, as it is asked for as long as it takes.
tell() {
  [ "$1" = "$told" ] || stage token failed "$@"
  told=$1
}
{{/asksForToken}}

stage() { updraft-stage "$@" || :; }
say() { echo "updraft-token: $*" >&2; }
fail() {
  stage token failed ended "$*"
  say "$*"
  exit 1
}

main

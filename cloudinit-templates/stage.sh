#!/bin/sh
# updraft-stage STAGE ok|failed|waits [CODE] [WORD…]: tells on this machine's console how far its start has come, in one line. Updraft
# reads it if the machine does not join. Everybody who may see the server in the cloud can read it: never a secret. The time is this
# machine's own, so that a wrong clock shows. Always ends well: a machine without a console can be a worker too.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
stage=$1
state=$2
shift 2
words=$(printf %s "$*" | LC_ALL=C tr -c ' -~' ' ' | cut -c 1-250)
{ echo "updraft-stage: $stage $state $(date +%s)${words:+ $words}" > /dev/console; } 2> /dev/null || :

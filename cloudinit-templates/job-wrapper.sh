#!/bin/bash
# updraft-job-wrapper PROGRAM [ARGUMENT…]: HTCondor's USER_JOB_WRAPPER. Gives the job a HOME and what a login shell sets, then becomes
# the job: arguments, exit status and signals are its own. Where the job's environment names a HOME that it can use, or a PATH, that
# stays. Names begin with updraft_, so that no variable of the job is touched. (HTCondor's file for errors of wrappers is not used:
# 23.9.6 let such jobs end with the wrapper's status.)

updraft_main() {
  updraft_path=$(printenv PATH)
  HOME=$(updraft_home)
  export HOME
  if [ "$(/bin/bash --login -c 'echo ready' < /dev/null 2> /dev/null | tail -n 1)" = ready ]; then
    # What profiles print goes to stderr: the job's stdout is its result.
    exec /bin/bash --login -c "$updraft_become" updraft-job-wrapper "$PWD" "$updraft_path" "$@" 9>&1 >&2
  fi
  echo "updraft-job-wrapper: /etc/profile or a profile in $HOME ends the shell; the job starts without them" >&2
  export PATH
  exec "$@"
}

# Of the job's environment, of its account, else the scratch directory.
updraft_home() {
  for updraft_candidate in "$(printenv HOME)" "$(getent passwd "$(id -u)" | cut -d : -f 6)"; do
    if [ -d "$updraft_candidate" ] && [ -w "$updraft_candidate" ] && [ -x "$updraft_candidate" ]; then
      echo "$updraft_candidate"
      return
    fi
  done
  echo "${_CONDOR_SCRATCH_DIR:-$PWD}"
}

# Run by the login shell, after its profiles.
updraft_become='
exec >&9 9>&-
[ "$PWD" = "$1" ] || cd "$1"
[ -z "$2" ] || PATH=$2
shift 2
exec "$@"'

updraft_main "$@"

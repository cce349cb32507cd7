#!/bin/bash
# updraft-job-wrapper PROGRAM [ARGUMENT…]: HTCondor's USER_JOB_WRAPPER. Gives the job a HOME and what a login shell sets, then becomes
# the job: arguments, exit status and signals are its own. Where the job's environment names a HOME that it can use, or a PATH, that
# stays. Names begin with updraft_, so that no variable of the job is touched.

updraft_main() {
  updraft_path=$(printenv PATH)
  HOME=$(updraft_home)
  export HOME
  # The job is put on hold with these words unless the line before its start removes them.
  updraft_complain "the login shell of $(id -un) ended before the job could start; see /etc/profile and $HOME/.profile on this machine"
  # What profiles print goes to stderr: the job's stdout is its result.
  exec /bin/bash --login -c "$updraft_become" updraft-job-wrapper "$PWD" "$updraft_path" "$@" 9>&1 >&2
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

updraft_complain() {
  [ -z "${_CONDOR_WRAPPER_ERROR_FILE:-}" ] || echo "updraft-job-wrapper: $1" > "$_CONDOR_WRAPPER_ERROR_FILE"
}

# Run by the login shell, after its profiles.
updraft_become='
exec >&9 9>&-
[ "$PWD" = "$1" ] || cd "$1"
[ -z "$2" ] || PATH=$2
shift 2
[ -z "${_CONDOR_WRAPPER_ERROR_FILE:-}" ] || rm -f "$_CONDOR_WRAPPER_ERROR_FILE"
shopt -s execfail
exec "$@"
[ -z "${_CONDOR_WRAPPER_ERROR_FILE:-}" ] || echo "updraft-job-wrapper: cannot execute $1" > "$_CONDOR_WRAPPER_ERROR_FILE"
exit 127'

updraft_main "$@"

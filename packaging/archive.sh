# shellcheck shell=sh
# make_archive JAVA CLASSPATH FOLDER SAMPLE: puts two archives of loaded classes into FOLDER, from which commands start in a fraction
# of the time: one for those that users wait for at every call, and one for the others, since all that is in one is loaded at once.
# They are good for this Java and these jars only; with others they are passed over. One that cannot be made is no harm.
make_archive() {
    updraft_flags validate
    for part in hot rest; do
        rm -f "$3/updraft-$part-$JAVA_MAJOR".*
        # beside its place, then there: others may start commands meanwhile
        for kind in "aot -XX:AOTCacheOutput" "jsa -XX:ArchiveClassesAtExit"; do
            fresh=$3/.fresh-$part-$$.${kind%% *}
            # shellcheck disable=SC2086 # flags are several words
            "$1" $flags -Dupdraft.share="${4%/*}" "${kind#* }=$fresh" -cp "$2" org.updraft.jobtools.Rehearsal "$part" "$4" >/dev/null 2>&1 || true
            [ ! -e "$fresh" ] || { mv "$fresh" "$3/updraft-$part-$JAVA_MAJOR.${kind%% *}"; break; }
        done
    done
}

# archive_flags FOLDER COMMAND: sets archive to what the JVM is told so that it uses what make_archive put there.
archive_flags() {
    part=rest
    case $2 in validate | submit | canfar_submit | canfar_job_validate) part=hot ;; esac
    if [ -e "$1/updraft-$part-$JAVA_MAJOR.aot" ]; then
        archive="-XX:+IgnoreUnrecognizedVMOptions -XX:AOTCache=$1/updraft-$part-$JAVA_MAJOR.aot -Xlog:aot=off -Xlog:cds=off"
    elif [ -e "$1/updraft-$part-$JAVA_MAJOR.jsa" ]; then
        archive="-XX:SharedArchiveFile=$1/updraft-$part-$JAVA_MAJOR.jsa -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off"
    else
        archive=
    fi
}

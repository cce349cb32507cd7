# shellcheck shell=sh
# make_archive JAVA CLASSPATH FOLDER SAMPLE: puts an archive of loaded classes into FOLDER, from which commands start in a third of
# the time. It is good for this Java and these jars only; with others it is passed over. One that cannot be made is no harm.
make_archive() {
    rm -f "$3/updraft.aot" "$3/updraft.jsa"
    updraft_flags validate
    # shellcheck disable=SC2086 # flags are several words
    "$1" $flags -XX:AOTCacheOutput="$3/updraft.aot" -cp "$2" org.updraft.jobtools.Rehearsal "$4" >/dev/null 2>&1 ||
        "$1" $flags -XX:ArchiveClassesAtExit="$3/updraft.jsa" -cp "$2" org.updraft.jobtools.Rehearsal "$4" >/dev/null 2>&1 || true
}

# archive_flags FOLDER: sets archive to what the JVM is told so that it uses what make_archive put there.
archive_flags() {
    if [ -e "$1/updraft.aot" ]; then
        archive="-XX:+IgnoreUnrecognizedVMOptions -XX:AOTCache=$1/updraft.aot -Xlog:aot=off -Xlog:cds=off"
    elif [ -e "$1/updraft.jsa" ]; then
        archive="-XX:SharedArchiveFile=$1/updraft.jsa -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off"
    else
        archive=
    fi
}

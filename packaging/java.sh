# shellcheck shell=sh
# find_java LOWEST [jre]: sets JAVA, JAVA_MAJOR and JAVA_HOME to a JDK (or, to run only, a JRE) of at least that version: JAVA_HOME if it is
# one, else the newest under /usr/lib/jvm; else says which package to install.
# java_version HOME: sets version to its number, such as 21; empty if it is no Java. Without another process: users wait for this.
java_version() {
    version=
    [ -r "$1/release" ] || return 0
    while IFS= read -r line; do
        case $line in
            JAVA_VERSION=*)
                version=${line#*\"}
                version=${version%%[!0-9]*}
                ;;
        esac
    done < "$1/release"
}

find_java() {
    tool=javac
    [ "${2:-}" = jre ] && tool=java
    [ -z "${JAVA_HOME:-}" ] || java_version "$JAVA_HOME"
    if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/$tool" ] && [ "${version:-0}" -ge "$1" ]; then
        JAVA=$JAVA_HOME/bin/java
        JAVA_MAJOR=$version
        return
    fi
    best=0
    for home in /usr/lib/jvm/*/; do
        java_version "$home"
        if [ -x "$home/bin/$tool" ] && [ "${version:-0}" -ge "$1" ] && [ "${version:-0}" -gt "$best" ]; then
            best=$version
            JAVA_HOME=${home%/}
        fi
    done
    if [ "$best" = 0 ]; then
        echo "updraft: a Java of version $1 or later ($tool) is needed, and neither JAVA_HOME nor /usr/lib/jvm has one." >&2
        echo "  Debian 13, Ubuntu 24.04: apt-get install openjdk-21-jdk-headless" >&2
        echo "  Debian 12: it packages none; install Temurin 21 or later (package temurin-21-jdk of the Adoptium project)" >&2
        exit 3
    fi
    JAVA=$JAVA_HOME/bin/java
    # shellcheck disable=SC2034 # for archive.sh
    JAVA_MAJOR=$best
    export JAVA_HOME
}

# shellcheck shell=sh
# updraft_flags COMMAND: sets flags to what the JVM is told for that command.
updraft_flags() {
    case "$1" in
        run) flags="-XX:+UseSerialGC -Xmx${UPDRAFT_HEAP:-192m}" ;;
        demo) flags="-XX:+UseSerialGC -Xmx${UPDRAFT_HEAP:-512m} -XX:TieredStopAtLevel=1" ;;
        *) flags="-XX:+UseSerialGC -Xmx256m -XX:TieredStopAtLevel=1 -XX:-UsePerfData" ;;
    esac
    flags="$flags -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED -Djdk.httpclient.keepalive.timeout=5 -Djdk.console=java.base"
}

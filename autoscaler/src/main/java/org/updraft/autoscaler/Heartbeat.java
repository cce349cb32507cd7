package org.updraft.autoscaler;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd after each turn that the service is ready and alive, where systemd started it and asked for that
 * ({@code Type=notify}, {@code WatchdogSec=}). Java has no datagram sockets of the Unix kind, so {@code systemd-notify} speaks.
 */
final class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final long PATIENCE_SECONDS = 10;

    private final Optional<String> tool;
    private boolean complained;

    private Heartbeat(Optional<String> tool) {
        this.tool = tool;
    }

    /** @param notifySocket what systemd set NOTIFY_SOCKET to; empty if nobody listens */
    static Heartbeat to(Optional<String> notifySocket, String tool) {
        return new Heartbeat(notifySocket.filter(socket -> !socket.isEmpty()).map(socket -> tool));
    }

    static Heartbeat ofThisProcess() {
        return to(Optional.ofNullable(System.getenv("NOTIFY_SOCKET")), "systemd-notify");
    }

    /** @param status one line for {@code systemctl status}; nothing in it from users */
    void beat(String status) throws InterruptedException {
        if (tool.isEmpty()) {
            return;
        }
        try {
            Process process = new ProcessBuilder(List.of(tool.get(), "--ready", "--status=" + status, "WATCHDOG=1"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                complain("did not end within " + PATIENCE_SECONDS + " s");
            } else if (process.exitValue() != 0) {
                complain("ended with " + process.exitValue());
            }
        } catch (IOException e) {
            complain("could not be started: " + e.getMessage());
        }
    }

    /** Once: systemd itself will say what follows from it. */
    private void complain(String words) {
        if (!complained) {
            complained = true;
            LOG.warn(
                    "systemd wants to hear that the service is ready, and {} {}; install it, or take Type=notify and"
                            + " WatchdogSec out of the unit",
                    tool.orElse(""),
                    words);
        }
    }
}

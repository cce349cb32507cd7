package org.updraft.autoscaler.pool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why one worker did not join, and what that rests on. Its texts are bounded, without control characters, and without what
 * looks like a token or a private key.
 *
 * @param words which evidence decided, in one line
 * @param reached the last stage that its machine reported as done; empty if it reported none
 * @param status Nova's word for its server; empty if the cloud refused to make one
 * @param fault Nova's words on what failed
 * @param actions what was asked of its server, one line each, the newest first
 * @param console the last lines of its console
 * @param unread what could not be read, and why
 */
public record Autopsy(
        Instant at,
        BootFault cause,
        String words,
        Optional<Stage> reached,
        String status,
        Optional<String> fault,
        List<String> actions,
        List<String> console,
        List<String> unread) {

    public Autopsy {
        actions = List.copyOf(actions);
        console = List.copyOf(console);
        unread = List.copyOf(unread);
    }
}

package org.updraft.jobtools.credential;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The site's program that gets a user a certificate. It runs as the user, on the user's terminal, as it may ask for a password;
 * its arguments are an array, in which {@code {user}} and {@code {file}} are replaced.
 */
public final class CredentialCommand {

    private final List<String> command;
    private final Duration patience;

    /** @param patience people type passwords slowly, and a program that hangs must end */
    public CredentialCommand(List<String> command, Duration patience) {
        this.command = List.copyOf(command);
        this.patience = patience;
    }

    /** Runs it; empty if it ended with 0, else what went wrong. */
    public Optional<String> run(String user, Path file) {
        List<String> words = new ArrayList<>();
        for (String word : command) {
            words.add(word.replace("{user}", user).replace("{file}", file.toString()));
        }
        try {
            Process process = new ProcessBuilder(words)
                    .inheritIO()
                    // what this program prints is read by programs; that one's words are for people
                    .redirectOutput(
                            ProcessBuilder.Redirect.to(Path.of("/dev/stderr").toFile()))
                    .start();
            return ended(process);
        } catch (IOException e) {
            return Optional.of(command.getFirst() + " could not be started: " + e.getMessage());
        }
    }

    private Optional<String> ended(Process process) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                return Optional.of(command.getFirst() + " did not end within " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(process);
            return Optional.of(command.getFirst() + " was interrupted");
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of(command.getFirst() + " ended with " + process.exitValue());
    }

    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}

package org.updraft.autoscaler.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Number and time of the service's last turn, in a file beside its socket that everybody may read: when the service is down, users
 * learn from it since when.
 */
public record TurnFile(long number, Instant at) {

    private static final String NAME = "last-turn";
    private static final int BYTES_MAX = 100;

    /** When this returns, readers see it whole. */
    public void writeBeside(Path socket) throws IOException {
        Path file = socket.resolveSibling(NAME);
        Path fresh = socket.resolveSibling(NAME + ".new");
        Files.writeString(fresh, number + " " + at + "\n");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty if no turn was ever taken there. */
    public static Optional<TurnFile> beside(Path socket) throws IOException {
        Path file = socket.resolveSibling(NAME);
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(BYTES_MAX), StandardCharsets.US_ASCII).strip();
            int space = text.indexOf(' ');
            return Optional.of(new TurnFile(
                    Long.parseLong(text.substring(0, Math.max(0, space))), Instant.parse(text.substring(space + 1))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IOException(file + " does not say when the last turn was", e);
        }
    }
}

package org.updraft.jobtools.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.updraft.autoscaler.cloudinit.UserPart;

/** A user's own cloud-config, by the service's rules, and by cloud-init's where that is installed. */
public final class CloudConfigCheck {

    private static final int PATIENCE_SECONDS = 30;

    private final String program;

    /** @param program cloud-init, by name or path */
    public CloudConfigCheck(String program) {
        this.program = program;
    }

    /**
     * @param error what is wrong; empty if nothing is
     * @param schemaChecked whether cloud-init itself has looked at it
     */
    public record Result(Optional<String> error, boolean schemaChecked) {}

    public Result look(Path file) {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(UserPart.BYTES_MAX + 1);
        } catch (IOException e) {
            return new Result(Optional.of("the cloud-config " + file + " cannot be read: " + e), false);
        }
        String kind = kind(content);
        try {
            UserPart part = new UserPart("yours", kind, content);
            return part.subtype().equals("cloud-config") ? schema(file) : new Result(Optional.empty(), false);
        } catch (IllegalArgumentException e) {
            return new Result(
                    Optional.of("the cloud-config " + file + " would not be taken: " + e.getMessage()), false);
        }
    }

    /** What its first line says that it is. */
    public static String kind(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, 64), StandardCharsets.ISO_8859_1);
        if (start.startsWith("#!")) {
            return "x-shellscript";
        }
        return start.startsWith("#cloud-boothook") ? "cloud-boothook" : "cloud-config";
    }

    private Result schema(Path file) {
        try {
            Process process = new ProcessBuilder(program, "schema", "--config-file", file.toString())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String words = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(Optional.empty(), false);
            }
            return process.exitValue() == 0
                    ? new Result(Optional.empty(), true)
                    : new Result(
                            Optional.of("cloud-init refuses the cloud-config " + file + ": "
                                    + words.strip().replaceAll("\\s+", " ")),
                            true);
        } catch (IOException e) {
            // cloud-init is not installed here; the caller says that it was not asked
            return new Result(Optional.empty(), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(Optional.empty(), false);
        }
    }
}

package org.updraft.jobtools.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.updraft.jobtools.cli.Preparation.Hindrance;

/** A file that a command makes, or stdout. */
final class Output {

    private Output() {}

    /**
     * Whole or not at all: what stood there before stays until the new file is complete.
     *
     * @param target - for stdout
     */
    static void write(String target, String text, Here here) throws Hindrance {
        if (target.equals("-")) {
            here.out().print(text);
            here.out().flush();
            return;
        }
        Path file = here.folder().resolve(target);
        try {
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".updraft-", "");
            Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Hindrance(Codes.USAGE, "cannot write " + target + ": " + e);
        }
    }
}

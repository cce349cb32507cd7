package org.updraft.autoscaler.cloudinit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A site's own copy of the templates, to be changed by a test. */
final class TemplateFolder {
    private TemplateFolder() {}

    static void copyBuiltIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../cloudinit-templates"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }
}

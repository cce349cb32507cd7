package org.updraft.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for those who read files, gone at the end. */
final class Scratch {

    private final Path folder;

    Scratch() {
        try {
            folder = Files.createTempDirectory("updraft-fuzz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder.toFile())));
    }

    private static void remove(java.io.File file) {
        java.io.File[] within = file.listFiles();
        if (within != null) {
            for (java.io.File one : within) {
                remove(one);
            }
        }
        if (!file.delete()) {
            System.err.println("left behind: " + file);
        }
    }

    Path folder() {
        return folder;
    }

    Path file(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

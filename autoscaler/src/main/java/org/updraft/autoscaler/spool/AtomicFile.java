package org.updraft.autoscaler.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files that are whole or not there, and only for the service's eyes. */
final class AtomicFile {

    /** What a write that was cut off leaves begins with it. */
    static final String UNFINISHED = ".new-";

    private AtomicFile() {}

    /** When this returns, the file is on disk. */
    static void write(Path folder, String name, byte[] content) throws IOException {
        Path fresh = Files.createTempFile(folder, UNFINISHED, "", OwnerFolder.mode("rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(
                    fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(folder);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** After this, what was renamed in the folder stays so. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

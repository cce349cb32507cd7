package org.updraft.autoscaler.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive lock of the one writer: on a file next to the database that also says who holds it. The kernel drops it when
 * the process ends, however it ends.
 */
final class LedgerLock implements AutoCloseable {

    /**
     * Locks that this process holds. The kernel gives up all locks of a process on a file as soon as the process closes any
     * one of its descriptors, so a second try within the process must not even open the file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LedgerLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws LedgerException naming the holder if there is one */
    static LedgerLock take(Path database) throws LedgerException {
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        if (!HELD.add(file)) {
            throw heldBy(database, "this process");
        }
        boolean taken = false;
        try {
            LedgerLock lock = open(file, database);
            taken = true;
            return lock;
        } catch (IOException e) {
            throw new LedgerException(
                    "cannot lock the ledger by " + file + ": " + e + "; the service's user must be able to write there",
                    e);
        } finally {
            if (!taken) {
                HELD.remove(file);
            }
        }
    }

    private static LedgerLock open(Path file, Path database) throws IOException, LedgerException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) {
                throw heldBy(database, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(self().getBytes(StandardCharsets.UTF_8)), 0);
            return new LedgerLock(file, channel);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static LedgerException heldBy(Path database, String holder) {
        return new LedgerException(
                "the ledger " + database + " is in use by " + (holder.isEmpty() ? "another process" : holder)
                        + "; only one service may use it: stop that one, or name another ledger in updraft.yaml",
                null);
    }

    private static String self() {
        ProcessHandle process = ProcessHandle.current();
        String since =
                process.info().startInstant().map(at -> ", started " + at).orElse("");
        return "pid " + process.pid() + " on host " + hostName() + since + "\n";
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A host that cannot resolve its own name still has one, in the message.
            return String.valueOf(e.getMessage());
        }
    }

    /** The file stays: who removes it could remove one that somebody else has just locked. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("closing " + file, e);
        } finally {
            HELD.remove(file);
        }
    }
}

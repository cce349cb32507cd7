package org.updraft.autoscaler.spool;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.cloudinit.UserPart;

/**
 * Files by owner and hash, below one folder that is the service's alone. A file lies in its owner's folder under its hash and
 * is as old as its last handing over; an empty {@code .used} file beside it is as old as the last boot with it. Safe for several
 * threads.
 */
public final class Spool {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final String USED = ".used";
    private static final String BAD = ".bad";

    private final Path folder;
    private final InstantSource clock;
    private final Limits limits;

    /**
     * @param filesPerUser how many one user may hand over
     * @param bytesPerUser how much one user may hand over
     * @param bytesLeftFree of the disk: below this nothing is taken, as the ledger may be on it too
     */
    public record Limits(int filesPerUser, long bytesPerUser, long bytesLeftFree) {
        public static final Limits DEFAULT = new Limits(100, 1 << 20, 64 << 20);
    }

    /** @param folder is made when the first file comes */
    public Spool(Path folder, InstantSource clock, Limits limits) {
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
        this.limits = limits;
    }

    /** What is there for an owner under a hash. */
    public sealed interface Found {
        /** The bytes have the hash. */
        @SuppressWarnings("ArrayRecordComponent") // read once, never compared
        record Intact(byte[] content) implements Found {}

        record Missing() implements Found {}

        /** @param words what happened to it, and where what is left of it lies */
        record Damaged(String words) implements Found {}
    }

    /** Keeps a file of {@code owner}; when this returns, it is on disk. One that is there already is wanted anew. */
    public synchronized SpooledFile put(String owner, byte[] content) throws SpoolException {
        if (content.length > UserPart.BYTES_MAX) {
            throw new SpoolException.Unfit(
                    "it has " + content.length + " bytes; at most " + UserPart.BYTES_MAX + " are taken");
        }
        String sha256 = Hashes.of(content);
        OwnerFolder of = OwnerFolder.of(folder, owner);
        try {
            if (!(read(owner, sha256) instanceof Found.Intact)) {
                requireRoom(owner, content.length);
                of.make();
                requireDisk(content.length);
                AtomicFile.write(of.path(), sha256, content);
            }
            Path file = of.path().resolve(sha256);
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return spooled(owner, file);
        } catch (IOException e) {
            throw new SpoolException.NoSpace(
                    "the file cannot be kept on the service's disk: " + e.getMessage()
                            + "; tell the operator of Updraft",
                    e);
        }
    }

    /** The hash is reckoned anew each time. What does not have it any more is moved aside, never used and never deleted. */
    public Found read(String owner, String sha256) {
        OwnerFolder of = OwnerFolder.of(folder, owner);
        if (!Hashes.isOne(sha256)) {
            return new Found.Missing();
        }
        Path file = of.path().resolve(sha256);
        try {
            if (!of.isThere()) {
                return new Found.Missing();
            }
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Path bad = file.resolveSibling(sha256 + BAD);
                return Files.exists(bad, LinkOption.NOFOLLOW_LINKS)
                        ? new Found.Damaged("it was changed on disk, and put aside as " + bad)
                        : new Found.Missing();
            }
            boolean plausible =
                    Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= UserPart.BYTES_MAX;
            byte[] content = plausible ? Files.readAllBytes(file) : new byte[0];
            return plausible && Hashes.of(content).equals(sha256) ? new Found.Intact(content) : putAside(file);
        } catch (IOException e) {
            return new Found.Damaged("it cannot be read: " + e);
        }
    }

    /** Notes that a worker is booted with it. */
    public void used(String owner, String sha256) {
        Path of = OwnerFolder.of(folder, owner).path();
        Path mark = of.resolve(sha256 + USED);
        try {
            if (!Files.exists(mark, LinkOption.NOFOLLOW_LINKS)) {
                AtomicFile.write(of, sha256 + USED, new byte[0]);
            }
            Files.setLastModifiedTime(mark, FileTime.from(clock.instant()));
        } catch (IOException e) {
            // the boot needs the file, not the note; it may be removed some days too early, with a clear cause
            LOG.warn("that {} is used could not be noted: {}", mark, e.getMessage());
        }
    }

    /** The newest first. */
    public List<SpooledFile> filesOf(String owner) throws IOException {
        OwnerFolder of = OwnerFolder.of(folder, owner);
        return of.isThere() ? files(of) : List.of();
    }

    /** What nobody has handed over or booted with since {@code then}, of all owners. */
    public List<SpooledFile> unwantedSince(Instant then) throws IOException {
        List<SpooledFile> unwanted = new ArrayList<>();
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return unwanted;
        }
        for (Path path : children(folder)) {
            Optional<OwnerFolder> of = OwnerFolder.at(folder, path);
            if (of.isPresent()) {
                files(of.get()).stream()
                        .filter(file -> file.wantedAt().isBefore(then))
                        .forEach(unwanted::add);
            }
        }
        return unwanted;
    }

    /** False if it is not there. */
    public synchronized boolean remove(String owner, String sha256) throws IOException {
        Path file = OwnerFolder.of(folder, owner).path().resolve(sha256);
        if (!Hashes.isOne(sha256) || !Files.deleteIfExists(file)) {
            return false;
        }
        Files.deleteIfExists(file.resolveSibling(sha256 + USED));
        return true;
    }

    /** Removes it unless somebody has wanted it since {@code then}. */
    synchronized boolean removeUnwanted(SpooledFile file, Instant then) throws IOException {
        boolean unwanted = filesOf(file.owner()).stream()
                .anyMatch(now ->
                        now.sha256().equals(file.sha256()) && now.wantedAt().isBefore(then));
        return unwanted && remove(file.owner(), file.sha256());
    }

    /** Removes what writes that were cut off have left, if it is older than {@code then}. */
    synchronized void sweep(Instant then) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path of : children(folder)) {
            if (OwnerFolder.at(folder, of).isPresent()) {
                for (Path path : children(of)) {
                    boolean unfinished = path.getFileName().toString().startsWith(AtomicFile.UNFINISHED);
                    if (unfinished
                            && Files.getLastModifiedTime(path).toInstant().isBefore(then)) {
                        Files.delete(path);
                    }
                }
            }
        }
    }

    private void requireRoom(String owner, long bytes) throws IOException, SpoolException {
        List<SpooledFile> had = filesOf(owner);
        long size = had.stream().mapToLong(SpooledFile::size).sum();
        if (had.size() >= limits.filesPerUser() || size + bytes > limits.bytesPerUser()) {
            throw new SpoolException.TooMuch(owner + " has handed over " + had.size() + " files with " + size
                    + " bytes; at most " + limits.filesPerUser() + " files with " + limits.bytesPerUser()
                    + " bytes are kept for one user. Remove some: updraft spool --list, updraft spool --remove SHA256");
        }
    }

    private void requireDisk(long bytes) throws IOException, SpoolException {
        FileStore disk = Files.getFileStore(folder);
        if (disk.getUsableSpace() - bytes < limits.bytesLeftFree()) {
            throw new SpoolException.NoSpace(
                    "the service's disk is nearly full: " + disk.getUsableSpace() + " bytes are free below " + folder
                            + ", and " + limits.bytesLeftFree() + " are to stay so; tell the operator of Updraft",
                    null);
        }
    }

    private Found putAside(Path file) throws IOException {
        Path bad = file.resolveSibling(file.getFileName() + BAD);
        for (int number = 2; Files.exists(bad, LinkOption.NOFOLLOW_LINKS); number++) {
            bad = file.resolveSibling(file.getFileName() + BAD + number);
        }
        Files.move(file, bad, StandardCopyOption.ATOMIC_MOVE);
        LOG.warn("{} is not what was handed over: it was changed on disk; put aside as {}", file, bad);
        return new Found.Damaged("it was changed on disk, and put aside as " + bad);
    }

    private static List<SpooledFile> files(OwnerFolder of) throws IOException {
        List<SpooledFile> files = new ArrayList<>();
        for (Path path : children(of.path())) {
            if (Hashes.isOne(path.getFileName().toString())) {
                files.add(spooled(of.owner(), path));
            }
        }
        files.sort(Comparator.comparing(SpooledFile::handedOverAt).reversed().thenComparing(SpooledFile::sha256));
        return files;
    }

    private static SpooledFile spooled(String owner, Path file) throws IOException {
        Path mark = file.resolveSibling(file.getFileName() + USED);
        return new SpooledFile(
                owner,
                file.getFileName().toString(),
                Files.size(file),
                Files.getLastModifiedTime(file).toInstant(),
                Files.exists(mark, LinkOption.NOFOLLOW_LINKS)
                        ? Optional.of(Files.getLastModifiedTime(mark).toInstant())
                        : Optional.empty());
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}

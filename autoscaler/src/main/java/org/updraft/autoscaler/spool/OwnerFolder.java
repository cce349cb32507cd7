package org.updraft.autoscaler.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The folder of one user's files. Names of users are theirs to choose where a site lets them, so only a plain one is the name of
 * a folder, and every other goes by its hash; whose folder it is stands in a file within it.
 */
record OwnerFolder(Path spool, Path path, String owner) {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");
    private static final String NAME_FILE = ".owner";
    private static final int NAME_BYTES_MAX = 4096;

    static OwnerFolder of(Path spool, String owner) {
        boolean plain = PLAIN.matcher(owner).matches();
        String name = plain ? owner : "%" + Hashes.of(owner.getBytes(StandardCharsets.UTF_8));
        return new OwnerFolder(spool, spool.resolve(name), owner);
    }

    /** The folder that lies at {@code path} in the spool; empty if it is none of ours. */
    static Optional<OwnerFolder> at(Path spool, Path path) throws IOException {
        Path name = path.resolve(NAME_FILE);
        if (!Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS) || Files.size(name) > NAME_BYTES_MAX) {
            return Optional.empty();
        }
        OwnerFolder folder = of(spool, Files.readString(name));
        return Optional.of(folder).filter(found -> found.path().equals(path));
    }

    /** It is there, and is this owner's. */
    boolean isThere() throws IOException {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && at(spool, path).filter(this::equals).isPresent();
    }

    void make() throws IOException {
        Files.createDirectories(spool, mode("rwx------"));
        try {
            Files.createDirectory(path, mode("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(path + " is in the way", e);
            }
        }
        if (!isThere()) {
            AtomicFile.write(path, NAME_FILE, owner.getBytes(StandardCharsets.UTF_8));
        }
    }

    static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}

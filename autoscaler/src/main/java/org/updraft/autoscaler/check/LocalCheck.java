package org.updraft.autoscaler.check;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.updraft.autoscaler.settings.Settings;

/** This machine: places to write to, secrets that nobody else may read, snippets that exist. Makes and changes nothing. */
final class LocalCheck {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Settings settings;
    private final List<Finding> findings = new ArrayList<>();

    LocalCheck(Settings settings) {
        this.settings = settings;
    }

    List<Finding> findings() {
        ledger();
        writable("spool", settings.spool());
        Path socket = settings.listen().socket();
        writable("socket", Optional.ofNullable(socket.getParent()).orElse(socket));
        settings.pool().tokenDirectory().ifPresent(directory -> secrets("token directory", directory));
        settings.pool().keyDirectory().ifPresent(directory -> secrets("key directory", directory));
        settings.pool().condorConfig().ifPresent(file -> readable("condor_config", file));
        settings.workers().install().ifPresent(file -> readable("workers.install", file));
        settings.vmTypes()
                .forEach((type, value) ->
                        value.cloudInit().ifPresent(file -> readable("cloud-init of " + type, Path.of(file))));
        return findings;
    }

    private void ledger() {
        Path ledger = settings.ledger();
        Path directory = Optional.ofNullable(ledger.getParent()).orElse(ledger);
        if (Files.exists(ledger) && !Files.isWritable(ledger)) {
            findings.add(Finding.fail("ledger", ledger + " is not ours to write; " + owner(ledger)));
            return;
        }
        writable("ledger", directory);
        Optional<String> network = existing(directory).flatMap(LocalCheck::networkFileSystem);
        network.ifPresent(type -> findings.add(Finding.fail(
                "ledger", directory + " is on " + type + ", where locks do not hold; use a disk of this machine")));
        if (Files.exists(ledger)) {
            closed("ledger", ledger);
        }
    }

    /** The directory is ours to write, or can be made. */
    private void writable(String thing, Path directory) {
        Optional<Path> existing = existing(directory);
        boolean good = existing.isPresent() && Files.isDirectory(existing.get()) && Files.isWritable(existing.get());
        if (good) {
            boolean there = existing.get().equals(directory);
            findings.add(Finding.ok(thing, directory + (there ? " is ours to write" : " can be made")));
        } else {
            String what = existing.map(path -> path + " is not a directory of ours to write; " + owner(path))
                    .orElse(directory + " is nowhere");
            findings.add(Finding.fail(
                    thing,
                    what + ". As root: install -d -m 700 -o " + System.getProperty("user.name") + " " + directory));
        }
    }

    private void secrets(String thing, Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
            if (all.isEmpty()) {
                findings.add(Finding.fail(thing, directory + " is empty; see updraft pool-config"));
            }
            all.forEach(file -> closed(thing, file));
        } catch (IOException e) {
            findings.add(Finding.fail(thing, directory + " cannot be listed: " + e));
        }
    }

    /** Readable for us and for nobody else. */
    private void closed(String thing, Path file) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.stream().anyMatch(OTHERS::contains)) {
                findings.add(Finding.fail(thing, "others may read or write " + file + "; chmod 600 " + file));
            } else if (!Files.isReadable(file)) {
                findings.add(Finding.fail(thing, file + " is not ours to read; " + owner(file)));
            } else {
                findings.add(Finding.ok(thing, file + " is closed to others"));
            }
        } catch (IOException e) {
            findings.add(Finding.fail(thing, "the mode of " + file + " cannot be read: " + e));
        }
    }

    private void readable(String thing, Path file) {
        findings.add(
                Files.isRegularFile(file) && Files.isReadable(file)
                        ? Finding.ok(thing, file + " is there")
                        : Finding.fail(thing, file + " is not there, or not ours to read"));
    }

    private static Optional<Path> existing(Path path) {
        Optional<Path> at = Optional.of(path);
        while (at.isPresent() && !Files.exists(at.get())) {
            at = Optional.ofNullable(at.get().getParent());
        }
        return at;
    }

    private static String owner(Path path) {
        try {
            return "it belongs to " + Files.getOwner(path).getName();
        } catch (IOException e) {
            return "its owner cannot be read: " + e;
        }
    }

    private static Optional<String> networkFileSystem(Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            String type = store.type().toLowerCase(Locale.ROOT);
            return Stream.of("nfs", "cifs", "smb", "ceph", "lustre", "fuse.sshfs", "beegfs", "gpfs")
                            .anyMatch(type::startsWith)
                    ? Optional.of(type)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("a file system that does not say what it is (" + e + ")");
        }
    }
}

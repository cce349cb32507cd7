package org.updraft.autoscaler.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final byte[] CONFIG = bytes("#cloud-config\npackages: [gcc]\n");
    private static final String SHA = Hashes.of(CONFIG);

    @TempDir
    Path temp;

    private Instant now = NOON;

    private Spool spool() {
        return spool(new Spool.Limits(100, 1 << 20, 0));
    }

    private Spool spool(Spool.Limits limits) {
        return new Spool(temp.resolve("spool"), () -> now, limits);
    }

    private Path file(String owner) {
        return temp.resolve("spool").resolve(owner).resolve(SHA);
    }

    @Test
    void whatWasHandedOverIsReadByItsOwnerAfterARestartToo() throws Exception {
        SpooledFile kept = spool().put("alice", CONFIG);

        assertThat(kept).isEqualTo(new SpooledFile("alice", SHA, CONFIG.length, NOON, Optional.empty()));
        assertThat(spool().read("alice", SHA))
                .isInstanceOfSatisfying(
                        Spool.Found.Intact.class,
                        found -> assertThat(found.content()).isEqualTo(CONFIG));
    }

    @Test
    void anothersHashIsMissingUntilHeHandsTheSameOver() throws Exception {
        Spool spool = spool();
        spool.put("alice", CONFIG);
        assertThat(spool.read("bob", SHA)).isInstanceOf(Spool.Found.Missing.class);

        spool.put("bob", CONFIG);
        assertThat(spool.read("bob", SHA)).isInstanceOf(Spool.Found.Intact.class);
        assertThat(spool.remove("alice", SHA)).isTrue();
        assertThat(spool.read("alice", SHA)).isInstanceOf(Spool.Found.Missing.class);
        assertThat(spool.read("bob", SHA)).isInstanceOf(Spool.Found.Intact.class);
    }

    @Test
    void aFolderThatWasRenamedGivesNobodyWhatIsAnothers() throws Exception {
        Spool spool = spool();
        spool.put("alice", CONFIG);
        Files.move(temp.resolve("spool/alice"), temp.resolve("spool/bob"));

        assertThat(spool.read("bob", SHA)).isInstanceOf(Spool.Found.Missing.class);
        assertThat(spool.filesOf("bob")).isEmpty();
    }

    @Test
    void aFileThatWasChangedOnDiskIsPutAsideAndNeverUsed() throws Exception {
        Spool spool = spool();
        spool.put("alice", CONFIG);
        Files.writeString(file("alice"), "#cloud-config\nruncmd: [evil]\n");

        for (int look = 0; look < 2; look++) {
            assertThat(spool.read("alice", SHA))
                    .isInstanceOfSatisfying(
                            Spool.Found.Damaged.class,
                            damaged -> assertThat(damaged.words())
                                    .contains("changed on disk")
                                    .contains(SHA + ".bad"));
        }
        assertThat(file("alice")).doesNotExist();
        assertThat(file("alice").resolveSibling(SHA + ".bad")).content().contains("evil");

        spool.put("alice", CONFIG);
        assertThat(spool.read("alice", SHA)).isInstanceOf(Spool.Found.Intact.class);
        Files.writeString(file("alice"), "again");
        assertThat(spool.read("alice", SHA)).isInstanceOf(Spool.Found.Damaged.class);
        assertThat(file("alice").resolveSibling(SHA + ".bad2")).hasContent("again");
    }

    @Test
    void aLinkInItsPlaceIsNotFollowed() throws Exception {
        Spool spool = spool();
        for (Path target : List.of(Files.write(temp.resolve("same"), CONFIG), Path.of("/dev/zero"))) {
            spool.put("alice", CONFIG);
            Files.delete(file("alice"));
            Files.createSymbolicLink(file("alice"), target);
            assertThat(spool.read("alice", SHA)).isInstanceOf(Spool.Found.Damaged.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../alice",
                "..",
                "/etc/passwd",
                "alice/../bob",
                "",
                ".",
                "%41",
                "a\0b",
                "o'brien",
                "Alice",
                "über",
                "x y\n"
            })
    void ownersOfAnyNameStayInTheSpoolAndApart(String owner) throws Exception {
        Spool spool = spool();
        spool.put("alice", CONFIG);
        assertThat(spool.read(owner, SHA)).isInstanceOf(Spool.Found.Missing.class);

        spool.put(owner, CONFIG);
        assertThat(spool.filesOf(owner)).extracting(SpooledFile::owner).containsExactly(owner);
        try (Stream<Path> all = Files.walk(temp)) {
            assertThat(all.filter(path -> path.endsWith(SHA))
                            .map(path -> temp.relativize(path).getNameCount()))
                    .containsExactly(3, 3);
        }
        assertThat(spool.unwantedSince(NOON.plusSeconds(1)))
                .extracting(SpooledFile::owner)
                .containsExactlyInAnyOrder("alice", owner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../alice/", "", ".owner", "..", "UPPER"})
    void whatIsNoHashNamesNoFile(String hash) throws Exception {
        Spool spool = spool();
        spool.put("alice", CONFIG);
        String not = hash.equals("UPPER") ? SHA.toUpperCase(java.util.Locale.ROOT) : hash;
        assertThat(spool.read("alice", not)).isInstanceOf(Spool.Found.Missing.class);
        assertThat(spool.remove("alice", not)).isFalse();
        assertThat(temp.resolve("spool/alice/.owner")).exists();
    }

    @Test
    void filesAndFoldersAreTheServicesAlone() throws Exception {
        Spool spool = spool();
        spool.put("alice", CONFIG);
        spool.used("alice", SHA);
        try (Stream<Path> all = Files.walk(temp.resolve("spool"))) {
            for (Path path : all.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void oneUserCannotFillTheDisk() throws Exception {
        Spool few = spool(new Spool.Limits(2, 1000, 0));
        few.put("alice", bytes("one"));
        few.put("alice", bytes("two"));
        assertThatThrownBy(() -> few.put("alice", bytes("three")))
                .isInstanceOf(SpoolException.TooMuch.class)
                .hasMessageContaining("alice has handed over 2 files with 6 bytes; at most 2 files");
        few.put("alice", bytes("two"));
        few.put("bob", bytes("three"));
        few.remove("alice", Hashes.of(bytes("one")));
        few.put("alice", bytes("three"));

        Spool small = spool(new Spool.Limits(9, 8, 0));
        assertThatThrownBy(() -> small.put("carol", bytes("ninebytes"))).isInstanceOf(SpoolException.TooMuch.class);
        small.put("carol", bytes("eight by"));
    }

    @Test
    void aDiskThatIsFullOrBrokenIsSaidSo() throws Exception {
        assertThatThrownBy(() -> spool(new Spool.Limits(9, 999, Long.MAX_VALUE)).put("alice", CONFIG))
                .isInstanceOf(SpoolException.NoSpace.class)
                .hasMessageContaining("nearly full");
        Files.writeString(temp.resolve("spool/bob"), "in the way");
        assertThatThrownBy(() -> spool().put("bob", CONFIG))
                .isInstanceOf(SpoolException.NoSpace.class)
                .hasMessageContaining("bob is in the way")
                .hasMessageContaining("operator");
        assertThat(spool().read("bob", SHA)).isInstanceOf(Spool.Found.Missing.class);
    }

    @Test
    void whatIsTooLongIsNotKept() {
        assertThatThrownBy(() -> spool().put("alice", new byte[48 * 1024 + 1]))
                .isInstanceOf(SpoolException.Unfit.class)
                .hasMessageContaining("49153");
    }

    @Test
    void filesAreUnwantedSinceTheirLastHandingOverOrBoot() throws Exception {
        Spool spool = spool();
        spool.put("alice", bytes("one"));
        spool.put("alice", bytes("two"));
        spool.put("alice", bytes("three"));
        now = NOON.plus(Duration.ofDays(20));
        spool.used("alice", Hashes.of(bytes("two")));
        spool.put("alice", bytes("three"));

        assertThat(unwanted(spool, NOON)).isEmpty();
        assertThat(unwanted(spool, NOON.plusMillis(1))).containsExactly(Hashes.of(bytes("one")));
        assertThat(unwanted(spool, now.plusMillis(1))).hasSize(3);
        assertThat(spool.filesOf("alice")).extracting(SpooledFile::wantedAt).containsExactlyInAnyOrder(NOON, now, now);
    }

    private static List<String> unwanted(Spool spool, Instant then) throws IOException {
        return spool.unwantedSince(then).stream().map(SpooledFile::sha256).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package org.updraft.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Well-formed input, as files that the other modules' tests read too. */
final class Samples {

    /** Larger ones teach nothing new and slow everything down. */
    private static final int BYTES_MAX = 16 * 1024;

    private Samples() {}

    /** @param pattern of paths below the samples, as in {@code htcondor/replies/*.out} */
    static List<byte[]> files(String pattern) {
        Path root = root();
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + root + "/" + pattern);
        try (Stream<Path> files = Files.walk(root)) {
            List<byte[]> found = files.filter(Files::isRegularFile)
                    .filter(matcher::matches)
                    .sorted()
                    .map(Samples::bytes)
                    .filter(bytes -> bytes.length > 0)
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("no samples " + pattern);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each line of the files, up to its first tab. */
    static List<byte[]> lines(String pattern) {
        return files(pattern).stream()
                .flatMap(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
                .map(line -> line.split("\t", 2)[0])
                .filter(line -> !line.isEmpty())
                .map(Samples::utf8)
                .toList();
    }

    static List<byte[]> of(String... texts) {
        return Stream.of(texts).map(Samples::utf8).toList();
    }

    static List<byte[]> together(List<byte[]> some, List<byte[]> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(BYTES_MAX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        URL samples = Samples.class.getResource("/samples");
        if (samples == null) {
            throw new IllegalStateException("the samples were not copied; build the module with Maven");
        }
        try {
            return Path.of(samples.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

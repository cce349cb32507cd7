package org.updraft.htcondor.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A folder of scripts named {@code condor_*} that answer with recorded replies, so that a test goes the whole way through a
 * process. Each script writes down its arguments.
 */
final class FakeTools {
    private final Path directory;
    private final Map<String, List<String>> cases = new LinkedHashMap<>();

    FakeTools(Path directory) {
        this.directory = directory;
    }

    /** Answers with {@code replies/NAME.out, .err, .rc} when the arguments, joined by blanks, match the shell pattern. */
    FakeTools replay(String tool, String pattern, String name) {
        String file = recorded(name);
        return script(
                tool,
                pattern,
                "cat '%1$s.out'; [ ! -f '%1$s.err' ] || cat '%1$s.err' >&2; exit $(cat '%1$s.rc')".formatted(file));
    }

    FakeTools replay(String tool, String name) {
        return replay(tool, "*", name);
    }

    /** Runs shell commands instead. The first pattern that matches counts. */
    FakeTools script(String tool, String pattern, String body) {
        cases.computeIfAbsent(tool, t -> new ArrayList<>()).add("%s) %s ;;".formatted(pattern, body));
        String script = "#!/bin/sh\n{ printf '%s' \"${0##*/}\"; for a; do printf '\\037%s' \"$a\"; done; echo; } >> '"
                + directory.resolve("calls") + "'\ncase \"$*\" in\n" + String.join("\n", cases.get(tool))
                + "\n*) echo no case for \"$*\" >&2; exit 99 ;;\nesac\n";
        try {
            Path file = directory.resolve(tool);
            Files.writeString(file, script);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Writes what a script can print. */
    String file(String name, byte[] content) {
        try {
            return Files.write(directory.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CondorTools tools() {
        return tools(Duration.ofSeconds(60));
    }

    CondorTools tools(Duration deadline) {
        return new CondorTools(
                new CondorSettings(Optional.of(directory), Optional.of("head:9618"), Map.of("PROBE", "set"), deadline));
    }

    /** All runs so far: the tool and its arguments. */
    List<List<String>> calls() {
        Path calls = directory.resolve("calls");
        try {
            return Files.exists(calls)
                    ? Files.readAllLines(calls).stream()
                            .map(line -> List.of(line.split("\\x1f", -1)))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String recorded(String name) {
        try {
            Path out = Path.of(Objects.requireNonNull(FakeTools.class.getResource("/replies/" + name + ".out"), name)
                    .toURI());
            return out.toString().substring(0, out.toString().length() - ".out".length());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

package org.updraft.autoscaler.cloudinit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.updraft.autoscaler.pool.Terms;

/** Boots of one worker for the tests, and its user data read back. */
final class Boots {
    static final PoolAddress POOL = new PoolAddress(
            "head.example.org",
            9618,
            "example.org",
            "updraft@example.org",
            Duration.ofMinutes(5),
            Duration.ofHours(2),
            Duration.ofMinutes(15));

    /** Workers whose tokens are in their user data. */
    static final TokenSource GIVEN = TokenSource.userData(TokenSource.LIFE);

    private Boots() {}

    static WorkerBoot of(String owner, String vmType, String pool, int cpus) {
        return new WorkerBoot(
                "0abc",
                "updraft-batch-0abc",
                pool,
                "inst-1",
                owner,
                vmType,
                Terms.PLAIN,
                cpus,
                4000,
                0,
                Optional.of("aa.bb.cc"));
    }

    static WorkerBoot on(Terms terms) {
        return on(terms, "alice");
    }

    static WorkerBoot on(Terms terms, String owner) {
        return new WorkerBoot(
                "0abc",
                "updraft-batch-0abc",
                "batch",
                "inst-1",
                owner,
                "proj:image",
                terms,
                4,
                4000,
                0,
                Optional.of("aa.bb.cc"));
    }

    static WorkerBoot plain() {
        return of("alice", "proj:image", "batch", 4);
    }

    static String text(UserData data) throws Exception {
        byte[] bytes = Base64.getDecoder().decode(data.base64());
        if (data.gzipped()) {
            try (var in = new GZIPInputStream(new java.io.ByteArrayInputStream(bytes))) {
                bytes = in.readAllBytes();
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The content of one of the files that cloud-init is to write. */
    static String file(Map<String, Object> cloudConfig, String path) {
        for (Object entry : (List<?>) cloudConfig.get("write_files")) {
            if (entry instanceof Map<?, ?> file && path.equals(file.get("path"))) {
                return (String) file.get("content");
            }
        }
        throw new AssertionError(path + " is not among the files");
    }

    /** Reads configuration the way HTCondor does: statements as they stand, one per logical line. */
    static List<String> condorStatements(String text) {
        var statements = new ArrayList<String>();
        for (String line : text.replace("\\\n", "").split("\n", -1)) {
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                statements.add(line.strip());
            }
        }
        return statements;
    }

    /** The string that an attribute has in the worker's ad. */
    static String condorString(String text, String attribute) {
        String written = condorStatements(text).stream()
                .filter(line -> line.startsWith(attribute + " = "))
                .reduce((first, last) -> last)
                .orElseThrow()
                .substring(attribute.length() + 3);
        if (written.replace("$(DOLLAR)", "").contains("$")) {
            throw new AssertionError("HTCondor would expand a macro: " + written);
        }
        String literal = written.replace("$(DOLLAR)", "$");
        if (!literal.matches("(?s)\"([^\"]|\\\\\")*\"")
                || literal.replace("\\\"", "").chars().filter(c -> c == '"').count() != 2) {
            throw new AssertionError("not one ClassAd string: " + literal);
        }
        return literal.substring(1, literal.length() - 1).replace("\\\"", "\"");
    }
}

package org.updraft.jobtools.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.updraft.autoscaler.yaml.Section;
import org.updraft.autoscaler.yaml.Source;

/** Reads rules as they stand in YAML: {@code deny}, {@code allow}, {@code default}, {@code force} and {@code append}. */
public final class PolicyReader {

    private static final String BUILT_IN = "policy.yaml";
    private static final Pattern NAME = Pattern.compile("\\+?[A-Za-z_][A-Za-z0-9_.]{0,127}");
    private static final String NAME_SHAPE = "a submit command such as requirements, or an attribute such as +VMAMI";
    private static final Pattern VALUE = Pattern.compile("[^\\p{Cntrl}]{0,4096}");
    private static final String VALUE_SHAPE = "one line, as it stands behind = in a submit file";
    private static final Pattern WORDS = Pattern.compile("[^\\p{Cntrl}]{1,400}");

    private PolicyReader() {}

    /** The rules that hold where a site says nothing. */
    public static Policy builtIn() {
        Source source = new Source(Path.of(BUILT_IN), builtInText());
        Policy policy =
                source.top().map(top -> read(new Section(source, "", top))).orElse(Policy.NOTHING);
        if (!source.errors().isEmpty()) {
            throw new IllegalStateException("the rules that come with the program: " + source.errors());
        }
        return policy;
    }

    /** Their text: as installed with the program, which is quicker than looking into its jar. */
    private static byte[] builtInText() {
        String share = System.getProperty("updraft.share");
        Path installed = Path.of(share == null ? "" : share, BUILT_IN);
        try {
            return share != null && Files.isReadable(installed) ? Files.readAllBytes(installed) : builtInResource();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] builtInResource() throws IOException {
        try (InputStream in = PolicyReader.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its " + BUILT_IN);
            }
            return in.readAllBytes();
        }
    }

    /** Mistakes are noted with the section's source. */
    public static Policy read(Section rules) {
        Policy policy = new Policy(
                denials(rules),
                values(rules, "default"),
                values(rules, "force"),
                values(rules, "append"),
                names(rules.texts("allow", NAME, NAME_SHAPE)));
        rules.done();
        return policy;
    }

    private static Map<CommandName, Policy.Denial> denials(Section rules) {
        Map<CommandName, Policy.Denial> denials = new LinkedHashMap<>();
        rules.named("deny", NAME, NAME_SHAPE, entry -> Optional.of(denial(entry.section())))
                .forEach((name, denial) -> denials.put(CommandName.of(name), denial));
        return denials;
    }

    private static Policy.Denial denial(Section entry) {
        Policy.Denial denial = new Policy.Denial(
                entry.text("reason", "the site does not allow it", WORDS, "words for the user"),
                entry.text("remedy", "remove the line", WORDS, "words for the user"));
        entry.done();
        return denial;
    }

    private static Map<String, String> values(Section rules, String kind) {
        return rules.named(kind, NAME, NAME_SHAPE, entry -> entry.text(VALUE, VALUE_SHAPE));
    }

    private static Set<CommandName> names(List<String> written) {
        Set<CommandName> names = new LinkedHashSet<>();
        written.forEach(name -> names.add(CommandName.of(name)));
        return names;
    }
}

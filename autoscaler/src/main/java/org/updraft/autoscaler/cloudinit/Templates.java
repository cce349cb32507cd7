package org.updraft.autoscaler.cloudinit;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one template folder. {@value #FRAME} is the frame; each other file {@code NAME.sh} or {@code NAME.condor} is
 * rendered with its own format's escaping and stands in the frame as the variable <code>{{NAME.sh}}</code>.
 */
public final class Templates {
    static final String FRAME = "cloud-config.yaml";

    private static final List<String> BUILT_IN = List.of(
            FRAME,
            "end.sh",
            "job-wrapper.sh",
            "join.sh",
            "machine.sh",
            "prepare.sh",
            "stage.sh",
            "starts.sh",
            "token-request.sh",
            "watch.sh",
            "worker.condor");

    private final SortedMap<String, String> texts;
    private final Map<String, Template> compiled = new HashMap<>();

    private Templates(SortedMap<String, String> texts) {
        this.texts = texts;
        texts.forEach((name, text) -> {
            Format format = formatOf(name);
            TemplateSyntax.check(name, text, format);
            compiled.put(name, compile(name, text, format));
        });
        if (!texts.containsKey(FRAME)) {
            throw new TemplateException("there is no " + FRAME + " among the templates " + texts.keySet()
                    + "; copy all of cloudinit-templates/ and change the copy");
        }
    }

    /** Those in the jar. */
    public static Templates builtIn() {
        var texts = new TreeMap<String, String>();
        for (String name : BUILT_IN) {
            try (InputStream in = Templates.class.getResourceAsStream("/cloudinit-templates/" + name)) {
                texts.put(name, new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("reading the built-in template " + name, e);
            }
        }
        return new Templates(texts);
    }

    /**
     * Those of a site's own folder, instead of the ones in the jar. Files of other kinds (a README) are not looked at.
     *
     * @throws TemplateException if a file can not be read or is no template; the message names it
     */
    public static Templates in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            var texts = new TreeMap<String, String>();
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (Format.of(name).isPresent()) {
                    texts.put(name, Files.readString(file));
                }
            }
            return new Templates(texts);
        } catch (IOException e) {
            throw new TemplateException("the templates in " + folder + " can not be read: " + e, e);
        }
    }

    /** Every name and text, for a hash. */
    String allText() {
        return texts.toString();
    }

    /** All but the frame, rendered; as {@code {{NAME.EXTENSION}}} looks them up: by name, then by extension. */
    Map<String, Map<String, String>> renderedFiles(Map<String, Object> variables) {
        return texts.keySet().stream()
                .filter(name -> !name.equals(FRAME))
                .collect(Collectors.groupingBy(
                        name -> name.substring(0, name.lastIndexOf('.')),
                        Collectors.toMap(
                                name -> name.substring(name.lastIndexOf('.') + 1), name -> render(name, variables))));
    }

    String render(String name, Map<String, ?> variables) {
        try {
            return Objects.requireNonNull(compiled.get(name), name).execute(variables);
        } catch (MustacheException e) {
            throw new TemplateException(
                    name + ": " + e.getMessage() + "; known variables: " + new TreeMap<>(variables).keySet(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** A file that the frame does not name would be rendered for nothing: most likely its name is misspelt. */
    void refuseUnused() {
        String frame = Objects.requireNonNull(texts.get(FRAME));
        for (String name : texts.keySet()) {
            if (!name.equals(FRAME) && !frame.contains("{{" + name + "}}")) {
                throw new TemplateException("no line of " + FRAME + " has {{" + name
                        + "}}; say there where the file goes," + " or remove it");
            }
        }
    }

    private static Format formatOf(String name) {
        return Format.of(name).orElseThrow(() -> new TemplateException("unknown kind of template: " + name));
    }

    private static Template compile(String name, String text, Format format) {
        try {
            return Mustache.compiler()
                    .strictSections(true)
                    .withEscaper(format::escapeOrRefuse)
                    .compile(text);
        } catch (MustacheException e) {
            throw new TemplateException(name + ": " + e.getMessage(), e);
        }
    }
}

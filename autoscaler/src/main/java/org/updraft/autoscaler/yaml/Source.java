package org.updraft.autoscaler.yaml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.reader.UnicodeReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** The file being read: its lines, the mistakes found so far, and every key that was looked for. */
public final class Source {

    /** A site of a thousand clouds stays far below. */
    private static final int BYTES_MAX = 1 << 20;

    /** What a scalar means is decided by who asks for it. */
    private static final Resolver AS_WRITTEN = new Resolver() {
        @Override
        protected void addImplicitResolvers() {
            // none: nothing is a date, a number or a truth by its looks
        }
    };

    private final Path file;
    private final byte @Nullable [] content;
    private final List<SettingsError> errors = new ArrayList<>();
    private final TreeSet<String> keysRead = new TreeSet<>();
    private List<String> lines = List.of();

    public Source(Path file) {
        this.file = file;
        this.content = null;
    }

    /** @param content what stands for the file, such as one that the program brings along */
    public Source(Path name, byte[] content) {
        this.file = name;
        this.content = content.clone();
    }

    /** The top of the file; empty if it cannot be had, and then there is an error. */
    public Optional<MappingNode> top() {
        try {
            byte[] bytes = bytes();
            lines = text(bytes).lines().toList();
            return mapping(compose(bytes));
        } catch (MarkedYAMLException e) {
            error(e.getProblemMark(), "this is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            error(null, "this is not YAML: " + e.getMessage());
        } catch (NoSuchFileException e) {
            error(null, "there is no such file; docs has examples to start from");
        } catch (CharacterCodingException e) {
            error(null, "the file is not UTF-8 text");
        } catch (IOException e) {
            error(null, "the file cannot be read: " + e);
        }
        return Optional.empty();
    }

    public void error(@Nullable Mark mark, String words) {
        int line = mark == null ? 0 : mark.getLine() + 1;
        String text = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
        errors.add(new SettingsError(file, line, mark == null ? 0 : mark.getColumn() + 1, words, text));
    }

    /** In the order of the file. */
    public List<SettingsError> errors() {
        if (errors.isEmpty()) {
            return List.of();
        }
        return errors.stream()
                .sorted(Comparator.comparingInt(SettingsError::line).thenComparingInt(SettingsError::column))
                .toList();
    }

    void looksFor(String keyPath) {
        keysRead.add(keyPath);
    }

    /** Every key that the reader knows and had reason to look for: {@code pool.name}, {@code clouds[].name}, … */
    public SortedSet<String> keysRead() {
        return keysRead;
    }

    /** A path in the file, seen from the file's directory. */
    Path resolve(String path) {
        return file.toAbsolutePath().resolveSibling(path).normalize();
    }

    private byte[] bytes() throws IOException {
        if (content != null) {
            return content;
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new IOException("it is longer than " + BYTES_MAX + " bytes");
            }
            return bytes;
        }
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static @Nullable Node compose(byte[] bytes) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(50);
        options.setNestingDepthLimit(20);
        StreamReader text = new StreamReader(new UnicodeReader(new ByteArrayInputStream(bytes)));
        // not by way of Yaml, which first makes all that it could write files with
        return new Composer(new ParserImpl(text, options), AS_WRITTEN, options).getSingleNode();
    }

    private Optional<MappingNode> mapping(@Nullable Node top) {
        if (top instanceof MappingNode mapping) {
            return Optional.of(mapping);
        }
        error(top == null ? null : top.getStartMark(), "the file must consist of keys and values, such as name: value");
        return Optional.empty();
    }
}

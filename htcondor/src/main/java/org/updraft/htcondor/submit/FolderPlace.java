package org.updraft.htcondor.submit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Files as they lie in the folder of submission, the environment and the configuration as handed in; runs no command. */
public class FolderPlace implements SubmitPlace {

    /** Folders of a pattern are walked so deep, and no further. */
    private static final int DEEPEST_PATTERN = 32;

    private final Path folder;
    private final Map<String, String> environment;
    private final Map<String, String> configuration;

    /** @param configuration by names in upper case */
    public FolderPlace(Path folder, Map<String, String> environment, Map<String, String> configuration) {
        this.folder = folder.toAbsolutePath().normalize();
        this.environment = environment;
        this.configuration = configuration;
    }

    @Override
    public byte[] read(String path, int most) throws IOException {
        Path file = resolved(path);
        if (!Files.isRegularFile(file)) {
            throw new IOException(Files.exists(file) ? "it is no file" : "there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        }
    }

    private Path resolved(String path) throws IOException {
        try {
            return folder.resolve(path);
        } catch (InvalidPathException e) {
            throw new IOException("no file has such a name here", e);
        }
    }

    @Override
    public List<String> matching(String pattern, boolean files, boolean folders, int most) throws IOException {
        List<String> found = new ArrayList<>();
        boolean absolute = pattern.startsWith("/");
        String[] parts = (absolute ? pattern.substring(1) : pattern).split("/+");
        if (parts.length <= DEEPEST_PATTERN) {
            walk(absolute ? Path.of("/") : folder, absolute ? "/" : "", parts, 0, files, folders, most, found);
        }
        Collections.sort(found);
        return found;
    }

    private void walk(
            Path at,
            String before,
            String[] parts,
            int part,
            boolean files,
            boolean folders,
            int most,
            List<String> found)
            throws IOException {
        PathMatcher matcher = matcher(at, parts[part]);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(at)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean hidden = name.startsWith(".") && !parts[part].startsWith(".");
                if (hidden || found.size() >= most || !matcher.matches(entry.getFileName())) {
                    continue;
                }
                boolean isFolder = Files.isDirectory(entry);
                if (part + 1 < parts.length && isFolder) {
                    walk(entry, before + name + "/", parts, part + 1, files, folders, most, found);
                } else if (part + 1 == parts.length && (isFolder ? folders : files || isPlain(parts[part]))) {
                    found.add(before + name + (isFolder ? "/" : ""));
                }
            }
        } catch (NotDirectoryException | NoSuchFileException e) {
            // a pattern that leads nowhere matches nothing
            return;
        }
    }

    /** A name without wildcards is taken even where only folders are asked for, as glob(3) does. */
    private static boolean isPlain(String part) {
        return part.indexOf('*') < 0 && part.indexOf('?') < 0 && part.indexOf('[') < 0;
    }

    /** A shell's pattern that is none, such as one with an open bracket, stands for itself. */
    private static PathMatcher matcher(Path at, String part) {
        try {
            return at.getFileSystem().getPathMatcher("glob:" + plain(part));
        } catch (PatternSyntaxException e) {
            return name -> name.toString().equals(part);
        }
    }

    /** What Java's patterns know and a shell's do not stands for itself. */
    private static String plain(String part) {
        return part.replace("{", "\\{").replace("}", "\\}");
    }

    @Override
    public @Nullable String environment(String name) {
        return environment.get(name);
    }

    @Override
    public @Nullable String configured(String name) {
        return configuration.get(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public byte @Nullable [] run(String command, int most) throws IOException {
        return null;
    }

    @Override
    public String folder() {
        return folder.toString();
    }
}

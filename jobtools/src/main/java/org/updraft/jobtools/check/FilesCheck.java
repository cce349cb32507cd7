package org.updraft.jobtools.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.SubmitError;

/** That files which the job takes along can be read, and those that it brings back can be written. */
public final class FilesCheck implements ProcCheck {

    private static final String[][] INPUTS = {{"input", "stdin"}};
    private static final String[][] OUTPUTS = {{"output", "stdout"}, {"error", "stderr"}, {"log", "userlog"}};

    private final Path folder;
    private final Set<String> seen = new HashSet<>();

    /** @param folder of submission */
    public FilesCheck(Path folder) {
        this.folder = folder;
    }

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        Path base = base(proc, findings);
        if (base == null) {
            return;
        }
        for (String[] names : INPUTS) {
            Values value = Values.of(proc, names);
            if (value != null && isOurs(value.text())) {
                input(base, value.text(), value, findings);
            }
        }
        Values transfer = Values.of(proc, "transfer_input_files", "transferinputfiles");
        if (transfer != null) {
            for (String item : transfer.text().split(",", -1)) {
                String path = unquoted(item.strip());
                if (!path.isEmpty() && isOurs(path)) {
                    input(base, path, transfer, findings);
                }
            }
        }
        for (String[] names : OUTPUTS) {
            Values value = Values.of(proc, names);
            if (value != null && isOurs(value.text())) {
                output(base, value, findings);
            }
        }
    }

    /** Null if it is not there, and then nothing below it can be. */
    private @Nullable Path base(Proc proc, Findings findings) throws SubmitError {
        Values initial = Values.of(proc, "initialdir", "initial_dir", "iwd", "remote_initialdir");
        if (initial == null || initial.command().equals("remote_initialdir")) {
            return folder;
        }
        Path base = Values.path(folder, initial.text()).orElse(null);
        if (base != null && Files.isDirectory(base)) {
            return base;
        }
        if (seen.add("initialdir " + initial.text())) {
            findings.error(
                    Rule.INPUT_MISSING,
                    initial.span(),
                    "the folder " + Values.shown(initial.text()) + " of " + initial.command()
                            + " is not there; make it, or correct the path");
        }
        return null;
    }

    private void input(Path base, String path, Values value, Findings findings) {
        Path file = Values.path(base, path).orElse(null);
        if (file == null || !seen.add("in " + file)) {
            return;
        }
        if (!Files.exists(file)) {
            findings.error(
                    Rule.INPUT_MISSING,
                    value.span(),
                    value.command() + ": " + Values.shown(path) + " is not there: " + file.normalize()
                            + "; correct the path, or remove it from the list");
        } else if (!Files.isReadable(file)) {
            findings.error(
                    Rule.INPUT_MISSING,
                    value.span(),
                    value.command() + ": " + Values.shown(path) + " may not be read by you; chmod u+r it, or copy it");
        }
    }

    private void output(Path base, Values value, Findings findings) {
        Path file = Values.path(base, value.text()).orElse(null);
        if (file == null || !seen.add("out " + file)) {
            return;
        }
        Path parent = file.getParent();
        if (Files.isDirectory(file)) {
            findings.error(
                    Rule.OUTPUT_UNWRITABLE,
                    value.span(),
                    value.command() + " = " + Values.shown(value.text()) + " is a folder; name a file in it");
        } else if (parent == null || !Files.isDirectory(parent)) {
            findings.error(
                    Rule.OUTPUT_UNWRITABLE,
                    value.span(),
                    value.command() + " = " + Values.shown(value.text()) + ": its folder is not there; mkdir -p it");
        } else if (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(parent)) {
            findings.error(
                    Rule.OUTPUT_UNWRITABLE,
                    value.span(),
                    value.command() + " = " + Values.shown(value.text())
                            + " cannot be written by you; name another folder, or chmod u+w it");
        }
    }

    /** Not what only the worker or a server knows: URLs, and what the negotiator fills in. */
    private static boolean isOurs(String path) {
        return !path.contains("://") && !path.contains("$$(");
    }

    private static String unquoted(String path) {
        boolean quoted = path.length() > 1 && path.startsWith("\"") && path.endsWith("\"");
        return quoted ? path.substring(1, path.length() - 1) : path;
    }
}

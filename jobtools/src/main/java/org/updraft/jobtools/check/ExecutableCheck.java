package org.updraft.jobtools.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.SubmitError;

/** That the executable is there, may be read, and can be started on a worker. */
public final class ExecutableCheck implements ProcCheck {

    private static final int HEAD = 4096;
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    private final Path folder;
    private final Optional<Path> instead;
    private final Set<Path> seen = new HashSet<>();

    /**
     * @param folder of submission
     * @param instead what runs in place of what the file says
     */
    public ExecutableCheck(Path folder, Optional<Path> instead) {
        this.folder = folder;
        this.instead = instead;
    }

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        Values executable = Values.of(proc, "executable");
        if (executable == null && instead.isEmpty()) {
            if (Values.of(proc, "docker_image", "container_image") == null) {
                findings.error(
                        Rule.EXECUTABLE_MISSING,
                        proc.queue().span(),
                        "nothing says what the job runs; write executable = PROGRAM before queue");
            }
            return;
        }
        Values transfer = Values.of(proc, "transfer_executable");
        if (executable == null || (transfer != null && !transfer.isTrue() && instead.isEmpty())) {
            // it is on the worker, where nobody can look yet
            return;
        }
        Optional<Path> file = instead.or(() -> Values.path(folder, executable.text()));
        if (file.isPresent() && seen.add(file.get())) {
            look(file.get(), executable, findings);
        }
    }

    private static void look(Path file, Values executable, Findings findings) {
        String shown = Values.shown(file.getFileName() == null ? file.toString() : executable.text());
        if (!Files.exists(file)) {
            findings.error(
                    Rule.EXECUTABLE_MISSING,
                    executable.span(),
                    "executable " + shown + " is not there: "
                            + file.toAbsolutePath().normalize()
                            + "; correct the path, or write transfer_executable = false if it lies on the worker");
            return;
        }
        if (Files.isDirectory(file)) {
            findings.error(
                    Rule.EXECUTABLE_MISSING,
                    executable.span(),
                    "executable " + shown + " is a folder; name the program in it");
            return;
        }
        if (!Files.isRegularFile(file)) {
            // opening a pipe would wait for whoever writes into it
            findings.error(
                    Rule.EXECUTABLE_UNREADABLE,
                    executable.span(),
                    "executable " + shown + " is no file but a pipe or device; name the program itself");
            return;
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        } catch (IOException e) {
            findings.error(
                    Rule.EXECUTABLE_UNREADABLE,
                    executable.span(),
                    "executable " + shown + " may not be read by you: " + e.getMessage()
                            + "; chmod u+r it, or copy it");
            return;
        }
        runnable(file, head, shown, executable, findings);
    }

    private static void runnable(Path file, byte[] head, String shown, Values executable, Findings findings) {
        boolean script = head.length > 1 && head[0] == '#' && head[1] == '!';
        if (script) {
            script(head, shown, executable, findings);
        } else if (!startsWithElf(head) && !Files.isExecutable(file)) {
            findings.error(
                    Rule.EXECUTABLE_NOT_RUNNABLE,
                    executable.span(),
                    "executable " + shown + " has neither the right to be executed nor a first line such as"
                            + " #!/bin/bash; add that line, or chmod +x it if it is a program");
        }
    }

    private static void script(byte[] head, String shown, Values executable, Findings findings) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        if (first.endsWith("\r")) {
            findings.error(
                    Rule.EXECUTABLE_CRLF,
                    executable.span(),
                    "script " + shown
                            + " has line ends of Windows (CRLF), so that no worker finds its interpreter; mend it"
                            + " with: sed -i 's/\\r$//' " + shown);
            return;
        }
        String line = first.substring(2).strip();
        int space = line.indexOf(' ');
        String interpreter = space < 0 ? line : line.substring(0, space);
        if (interpreter.isEmpty() || !interpreter.startsWith("/")) {
            findings.error(
                    Rule.EXECUTABLE_NOT_RUNNABLE,
                    executable.span(),
                    "script " + shown + " begins with #!" + Values.shown(line)
                            + ", which names no program by its whole path; write such as #!/bin/bash");
        } else if (!isExecutable(interpreter)) {
            findings.warning(
                    Rule.EXECUTABLE_NOT_RUNNABLE,
                    executable.span(),
                    "script " + shown + " is run by " + Values.shown(interpreter)
                            + ", which is not on this machine; see that the image has it, or write such as #!/bin/bash");
        }
    }

    private static boolean isExecutable(String interpreter) {
        return Values.path(Path.of("/"), interpreter)
                .filter(Files::isExecutable)
                .isPresent();
    }

    private static boolean startsWithElf(byte[] head) {
        return head.length >= ELF.length
                && head[0] == ELF[0]
                && head[1] == ELF[1]
                && head[2] == ELF[2]
                && head[3] == ELF[3];
    }
}

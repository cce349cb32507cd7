package org.updraft.htcondor.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A tool that shows something and then asks whether to go on. It is answered only once it has asked, by what it has shown; a tool
 * that shows too much, or never asks, gets no answer and finds its stdin closed.
 */
final class Dialogue implements ToolStreams.Reader {

    /** What a request's texts can come to, many times over. */
    private static final int LONGEST = 64 * 1024;

    private final String question;
    private final String yes;
    private final Predicate<String> decision;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private @Nullable OutputStream stdin;
    private volatile boolean agreed;

    /**
     * @param question the line with which the tool asks, line end included
     * @param yes the answer that lets it go on
     * @param decision gets all that the tool said before the question
     */
    Dialogue(String question, String yes, Predicate<String> decision) {
        this.question = question;
        this.yes = yes;
        this.decision = decision;
    }

    /** The tool was told to go on. */
    boolean agreed() {
        return agreed;
    }

    /** All that the tool has said on stdout. */
    String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /** Called before the tool can have said anything. */
    void answerOn(OutputStream to) {
        this.stdin = to;
    }

    @Override
    public void read(InputStream stdout) throws IOException {
        try (OutputStream answers = Objects.requireNonNull(stdin, "stdin is given first")) {
            if (readUntilAsked(stdout)) {
                String shown = text().substring(0, text().length() - question.length());
                if (decision.test(shown)) {
                    agreed = true;
                    answers.write(yes.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        said.write(stdout.readNBytes(LONGEST));
    }

    /** Byte by byte, as nothing follows the question until it is answered. */
    private boolean readUntilAsked(InputStream stdout) throws IOException {
        for (int b = stdout.read(); b >= 0 && said.size() < LONGEST; b = stdout.read()) {
            said.write(b);
            if (b == '\n' && text().endsWith(question)) {
                return true;
            }
        }
        return false;
    }
}

package org.updraft.htcondor.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.exec.ExecuteStreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * The three pipes of one running tool. Stdout is read while it comes; if that fails, the rest is thrown away, so that the tool
 * still ends by itself and says why.
 */
final class ToolStreams implements ExecuteStreamHandler {

    /** Reads stdout, in a thread of its own. */
    interface Reader {
        void read(InputStream bytes) throws IOException;
    }

    private static final int LONGEST_COMPLAINT = 16 * 1024;

    private final Consumer<OutputStream> writer;
    private final Reader reader;
    private final Duration patience;
    private final BoundedText complaint = new BoundedText(LONGEST_COMPLAINT);
    private final List<Thread> readers = new ArrayList<>();
    private volatile @Nullable IOException unreadable;
    private volatile @Nullable RuntimeException bug;

    /**
     * @param input for stdin
     * @param patience how long what the tool wrote may take to read after it ended; only a child it left behind, which keeps a
     *     pipe open, needs longer
     */
    ToolStreams(String input, Reader reader, Duration patience) {
        this.writer = stdin -> writeAll(input, stdin);
        this.reader = reader;
        this.patience = patience;
    }

    /** For a tool that is answered when it has asked. */
    ToolStreams(Dialogue dialogue, Duration patience) {
        this.writer = dialogue::answerOn;
        this.reader = dialogue;
        this.patience = patience;
    }

    String complaint() {
        return complaint.toString();
    }

    /** Why stdout could not be read; a mistake of the reader itself is thrown. */
    Optional<IOException> unreadable() {
        if (bug != null) {
            throw bug;
        }
        return Optional.ofNullable(unreadable);
    }

    @Override
    public void setProcessInputStream(OutputStream stdin) {
        writer.accept(stdin);
    }

    private void writeAll(String input, OutputStream stdin) {
        try (stdin) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // a tool that ends without reading its stdin says why by exit value and stderr
            unreadable = input.isEmpty() ? null : new IOException("the tool did not read its input", e);
        }
    }

    @Override
    public void setProcessOutputStream(InputStream stdout) {
        readers.add(thread("stdout", () -> {
            try (stdout) {
                readThenDrain(stdout);
            } catch (IOException e) {
                remember(e);
            }
        }));
    }

    private void readThenDrain(InputStream stdout) throws IOException {
        try {
            reader.read(stdout);
        } catch (IOException e) {
            remember(e);
        } catch (RuntimeException e) {
            bug = e;
        }
        stdout.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void setProcessErrorStream(InputStream stderr) {
        readers.add(thread("stderr", () -> {
            try (stderr) {
                complaint.readFrom(stderr);
            } catch (IOException e) {
                remember(e);
            }
        }));
    }

    @Override
    public void start() {
        readers.forEach(Thread::start);
    }

    @Override
    public void stop() throws IOException {
        try {
            for (Thread thread : readers) {
                if (!thread.join(patience)) {
                    remember(new IOException("a process that the tool left behind keeps its output open"));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            remember(new IOException("interrupted while the answer was read", e));
        }
    }

    private void remember(IOException e) {
        if (unreadable == null) {
            unreadable = e;
        }
    }

    private static Thread thread(String pipe, Runnable body) {
        Thread thread = new Thread(body, "condor tool " + pipe);
        thread.setDaemon(true);
        return thread;
    }
}

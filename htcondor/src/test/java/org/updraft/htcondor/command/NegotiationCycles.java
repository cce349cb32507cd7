package org.updraft.htcondor.command;

import java.io.BufferedReader;
import java.io.IOException;

/** Follows the negotiator's log from where it ends now: when its cycles start and end, to the millisecond. */
final class NegotiationCycles implements AutoCloseable {
    private final Process tail;
    private final BufferedReader lines;

    NegotiationCycles() throws IOException {
        tail = new ProcessBuilder(
                        "tail", "-n", "0", "-F", RealPool.negotiatorLog().toString())
                .start();
        lines = tail.inputReader();
    }

    void awaitStart() throws IOException {
        await("Started Negotiation Cycle");
    }

    void awaitEnd() throws IOException {
        await("Finished Negotiation Cycle");
    }

    private void await(String words) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.contains(words)) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException(RealPool.negotiatorLog() + " can not be followed");
        }
    }

    @Override
    public void close() throws IOException {
        tail.destroy();
        lines.close();
    }
}

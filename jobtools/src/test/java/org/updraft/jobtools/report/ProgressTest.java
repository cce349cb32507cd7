package org.updraft.jobtools.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

    @Test
    void aTerminalHasABarInItsLastLine() {
        Progress progress = new Progress(stream, true);
        progress.show(3, 12, "3 of 12 ended");
        progress.line("1.3 runs\u001b[2J");
        progress.show(12, 12, "12 of 12 ended");
        progress.end();

        assertThat(out.toString(StandardCharsets.UTF_8).replace("\r\033[K", "<clear>"))
                .isEqualTo("<clear>[######..................] 3 of 12 ended<clear>1.3 runs?[2J\n"
                        + "<clear>[########################] 12 of 12 ended\n");
    }

    @Test
    void elsewhereALineIsPrintedWhenSomethingChanged() {
        Progress progress = new Progress(stream, false);
        progress.show(0, 2, "none");
        progress.show(0, 2, "none");
        progress.show(1, 2, "one");
        progress.end();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("none\none\n");
    }
}

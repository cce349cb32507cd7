package org.updraft.autoscaler.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void wordsAreWrappedAndOneThatIsTooLongIsBroken() {
        Report report = new Report(List.of(
                Finding.ok("a", "short words and more of them, enough for a second line of the table"),
                Finding.silent("b", "one " + "x".repeat(150) + " end")));
        assertThat(report.table(60).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
        assertThat(report.table(60).replaceAll("\\s", ""))
                .contains("enoughforasecondlineofthetable")
                .contains("one" + "x".repeat(150) + "end");
    }

    @Test
    void ofEndlessWordsBeginningAndEndStay() {
        Finding finding = Finding.fail("a", "tried this" + "x".repeat(1_000_000) + "do that");
        assertThat(finding.words()).startsWith("tried this").endsWith("do that").hasSizeLessThan(900);
    }

    @Test
    void nothingFromOutsideControlsTheTerminal() {
        assertThat(Finding.fail("a", "x\u001b[31m\r\ny").words()).isEqualTo("x [31m y");
    }

    @Test
    void aReportWithWarningsOnlyIsClean() {
        assertThat(new Report(List.of(Finding.warn("a", ""))).isClean()).isTrue();
        assertThat(new Report(List.of(Finding.silent("a", ""))).isClean()).isFalse();
        assertThat(new Report(List.of(Finding.fail("a", ""))).isClean()).isFalse();
    }
}

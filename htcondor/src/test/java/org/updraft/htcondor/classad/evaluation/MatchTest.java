package org.updraft.htcondor.classad.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;

class MatchTest {

    /** As condor_submit adds it to what the user wrote. */
    private static final String ADDED = " && (TARGET.Arch == \"X86_64\") && (TARGET.OpSys == \"LINUX\")"
            + " && (TARGET.Disk >= RequestDisk) && (TARGET.Memory >= RequestMemory)"
            + " && (TARGET.HasFileTransfer)";

    private static final Map<String, String> MACHINE = Map.of(
            "VMType", "\"survey\"",
            "Arch", "\"x86_64\"",
            "OpSys", "\"LINUX\"",
            "Disk", "20000000",
            "Memory", "4096",
            "HasFileTransfer", "true",
            "Requirements", "START",
            "START", "TARGET.RequestMemory <= Memory && Owner =!= \"mallory\"");

    private static ExpressionAd ad(Map<String, String> attributes) {
        TreeMap<String, Expression> ad = new TreeMap<>();
        attributes.forEach((name, text) -> ad.put(name, parsed(text)));
        return ExpressionAd.of(ad);
    }

    private static Expression parsed(String text) {
        try {
            return Expression.parse(text);
        } catch (ExpressionError e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static ExpressionAd job(String requirements, int memoryMiB) {
        return ad(Map.of(
                "Requirements",
                requirements,
                "RequestMemory",
                Integer.toString(memoryMiB),
                "RequestDisk",
                "1000",
                "Owner",
                "\"alice\""));
    }

    private static Match match(ExpressionAd job) {
        return Match.of(job, ad(MACHINE), RecordedCase.surroundings());
    }

    private static List<String> words(Match.Side side) {
        return side.missed().stream().map(Clause::words).toList();
    }

    @Test
    void aJobAndAMachineThatWantEachOtherMatch() {
        Match match = match(job("(VMType =?= \"survey\")" + ADDED, 2000));

        assertThat(match.holds()).isTrue();
        assertThat(match.job().missed()).isEmpty();
        assertThat(match.machine().missed()).isEmpty();
    }

    @Test
    void theClausesThatAreNotTrueAreNamedWithWhatTheyCompare() {
        String requirements = "(VMType =?= \"other\" && (TARGET.HasGpu && Cpus > 1 / 0))" + ADDED;
        Match match = match(job(requirements, 8000));

        assertThat(match.holds()).isFalse();
        assertThat(words(match.job()))
                .containsExactly(
                        "VMType =?= \"other\" is false: VMType is \"survey\"",
                        "TARGET.HasGpu is undefined",
                        "Cpus > 1 / 0 is an error (division by zero): Cpus is undefined",
                        "TARGET.Memory >= RequestMemory is false: TARGET.Memory is 4096, RequestMemory is 8000");
        assertThat(match.job().missed().get(1).span().of(requirements)).isEqualTo("TARGET.HasGpu");
    }

    @Test
    void theMachineSaysNoOfItsOwn() {
        Match match = match(job("true", 8000));

        assertThat(match.job().holds()).isTrue();
        assertThat(match.machine().holds()).isFalse();
        assertThat(words(match.machine())).containsExactly("START is false");
    }

    @Test
    void withoutRequirementsNothingMatches() {
        Match match = match(ad(Map.of("RequestMemory", "1", "Owner", "\"alice\"")));

        assertThat(match.job()).isEqualTo(new Match.Side(Values.UNDEFINED, List.of()));
        assertThat(match.holds()).isFalse();
    }

    @Test
    void anAdFromTheToolsIsMatchedAsItWasPrinted() {
        Ad machine = Ad.of(Map.of(
                "Memory", new AdValue.Whole(4096),
                "Load", new AdValue.Real(0.5),
                "Name", new AdValue.Text("slot1@\\q\""),
                "Start", new AdValue.Expression("Name is \"slot1@\\\\q\\\"\" && Load < 1"),
                "Broken", new AdValue.Expression("1 +"),
                "Children", new AdValue.Nested("a list"),
                "Requirements", new AdValue.Expression("Start && isError(Broken) && isUndefined(Children)")));

        assertThat(Match.side(ExpressionAd.of(machine), job("true", 1), RecordedCase.surroundings())
                        .holds())
                .isTrue();
    }

    @Test
    void aClauseThatNeedsItselfLeavesTheOthersAlone() {
        ExpressionAd job = ad(Map.of("Requirements", "Loop && TARGET.Memory > 1 && Loop", "Loop", "Loop + 1"));

        assertThat(words(match(job).job()))
                .hasSize(2)
                .allSatisfy(words -> assertThat(words).startsWith("Loop is an error (it needs itself"));
    }

    @Test
    void manyDearClausesCostNoMoreThanOneEvaluation() {
        String dear = "regexp(\"(a*)*b\",\"" + "a".repeat(40) + "\")";
        ExpressionAd job = job(String.join(" && ", Collections.nCopies(800, "(" + dear + ")")), 1);

        Match match = match(job);

        assertThat(match.job().missed()).hasSize(800);
        assertThat(match.job().missed().getLast().words()).contains("it takes too much work");
    }
}

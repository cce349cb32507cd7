package org.updraft.htcondor.classad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are as condor_q of HTCondor 23.9.6 printed them, or as people write them. */
class ConjunctionTest {

    /** What condor_submit adds, with one conjunct of the user's in front. */
    private static final String ADDED = " && (TARGET.Arch == \"X86_64\") && (TARGET.OpSys == \"LINUX\")"
            + " && (TARGET.Disk >= RequestDisk) && (TARGET.Memory >= RequestMemory)"
            + " && ((TARGET.FileSystemDomain == MY.FileSystemDomain) || (TARGET.HasFileTransfer))";

    private static List<String> read(String expression) {
        return Conjunction.comparisons(expression).orElseThrow().stream()
                .map(c ->
                        c.attribute() + " " + c.operator() + " " + c.constant().words())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VMType =?= \"proj:old\"",
                "VMType is \"proj:old\"",
                "VMType IS \"proj:old\"",
                "TARGET.VMType=?=\"proj:old\"",
                "target . VMType\t=?=\n\"proj:old\"",
                "\"proj:old\" =?= VMType",
                "\"proj:old\" is TARGET.VMType",
                "((TARGET.VMType) is (\"proj:old\"))",
                "'VMType' is \"proj:old\"",
                "(((VMType is \"proj:old\")))"
            })
    void oneComparisonIsReadHoweverItIsWritten(String expression) {
        assertThat(read(expression)).containsExactly("VMType IS proj:old");
        assertThat(read("(" + expression + ")" + ADDED)).contains("VMType IS proj:old");
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                arguments("Memory >= 512", "Memory AT_LEAST 512"),
                arguments("512 <= TARGET.Memory", "Memory AT_LEAST 512"),
                arguments("Memory > 4.000000000000000E+00", "Memory MORE 4.0"),
                arguments("TARGET.Memory >= 1.500000000000000E+03", "Memory AT_LEAST 1500.0"),
                arguments("1e3 < Disk", "Disk MORE 1000.0"),
                arguments("Memory >= 99999999999999999999", "Memory AT_LEAST 1.0E20"),
                arguments("Cpus == 4", "Cpus EQUAL 4"),
                arguments("(Cpus) >= (2)", "Cpus AT_LEAST 2"));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numbersAreReadOnEitherSide(String expression, String comparison) {
        assertThat(read(expression)).containsExactly(comparison);
    }

    @Test
    void allConjunctsOfAChainAreReadInTheirOrder() {
        assertThat(read("(VMType is \"proj:old\" && Memory >= 512 && Cpus >= 1)" + ADDED))
                .containsExactly(
                        "VMType IS proj:old",
                        "Memory AT_LEAST 512",
                        "Cpus AT_LEAST 1",
                        "Arch EQUAL X86_64",
                        "OpSys EQUAL LINUX");
        assertThat(read("a == 1 && (b == 2 && (c == 3 && d == 4)) && (((e == 5)))"))
                .containsExactly("a EQUAL 1", "b EQUAL 2", "c EQUAL 3", "d EQUAL 4", "e EQUAL 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VMType is \"x\" || true",
                "true && (VMType is \"x\" || Cpus >= 1)",
                "a && VMType is \"x\" || b",
                "a || b && VMType is \"x\"",
                "a ? b : c && VMType is \"x\"",
                "(a ?: b && VMType is \"x\")",
                "!(VMType is \"x\")",
                " !(VMType is \"x\" && Cpus >= 1)",
                "VMType isnt \"x\"",
                "VMType =!= \"x\"",
                "VMType != \"x\"",
                "a ? VMType is \"x\" : false",
                "VMType is \"x\" ? true : false",
                "(VMType is \"x\") ?: false",
                "stringListMember(VMType,\"a,b\")",
                "ifthenelse(VMType is \"x\",true,false)",
                "(ifthenelse(VMType is \"x\" && Cpus >= 1,true,false)) is true",
                "{ VMType is \"x\" }[0]",
                "[ VMType is \"x\" ].x",
                "(Memory >= 1000) == true",
                "Memory >= 1000 == true",
                "MY.VMType is \"x\"",
                "a.TARGET.VMType is \"x\"",
                "TARGET.a.VMType is \"x\"",
                "VMType is x",
                "VMType is MY.VMType",
                "TARGET.Memory >= RequestMemory",
                "Memory >= 1024 * 4",
                "Memory >= -5",
                "Memory >= 1 & 3",
                "Memory >= 4K",
                "Memory >= 0x10",
                "Memory >= 1f",
                "Memory >= 1.",
                "VMType is strcat(\"x\")",
                "TARGET[\"VMType\"] is \"x\"",
                "\"VMType is \\\"x\\\"\"",
                "\"VMType\" is \"x\"",
                "",
                "true",
                "&&",
                "is",
                "VMType is"
            })
    void whatDoesNotHoldForCertainIsNotRead(String expression) {
        assertThat(read(expression)).isEmpty();
    }

    @Test
    void aStringMayHoldAnythingAndItsEscapesAreUndone() {
        assertThat(read("VMType is \"a\\\\b\\\\n\\\"c'\\303\\251\\\\\\\\d\""))
                .containsExactly("VMType IS a\\b\\n\"c'é\\\\d");
        assertThat(read("VMType is \"tab\\tend\"")).containsExactly("VMType IS tab\tend");
        assertThat(read("VMType is \") || (\" && Cpus >= 1")).containsExactly("VMType IS ) || (", "Cpus AT_LEAST 1");
        assertThat(read("VMType is \"no end")).containsExactly("VMType IS no end");
        assertThat(read("VMType is \"\\")).containsExactly("VMType IS \\");
        assertThat(read("VMType is \"\\12x")).containsExactly("VMType IS \nx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a", "a)", "(a]", "{(})", "f(x", ")("})
    void bracketsThatDoNotMatchAreUnreadable(String expression) {
        assertThat(Conjunction.comparisons(expression)).isEmpty();
    }

    @Test
    void anExpressionMayBeAsDeepAsItIsLong() {
        int deep = Conjunction.LONGEST / 2 - 20;
        String expression = "(".repeat(deep) + "VMType is \"x\"" + ")".repeat(deep);
        assertThat(read(expression)).containsExactly("VMType IS x");

        StringBuilder chain = new StringBuilder("a == 0");
        for (int i = 0; i < 4000; i++) {
            chain.insert(0, "b == 1 && (").append(')');
        }
        assertThat(read(chain.toString())).hasSize(4001);
        assertThat(read("!".repeat(60_000) + "a")).isEmpty();
        assertThat(Conjunction.comparisons("f(".repeat(30_000))).isEmpty();
    }

    @Test
    void aMegabyteIsUnreadableAndNotWorkedOn() {
        assertThat(Conjunction.comparisons("VMType is \"x\" && a == \"" + "y".repeat(1_000_000) + "\""))
                .isEqualTo(Optional.empty());
    }

    @Test
    void namesAreThoseOfAttributesAndFunctionsButNotOfStrings() {
        assertThat(Conjunction.names("ifThenElse(isInteger(int(MY.VMMem)) && a.B > 0,\"c\",1024)"))
                .containsExactly("a", "B", "ifThenElse", "int", "isInteger", "MY", "VMMem");
    }
}

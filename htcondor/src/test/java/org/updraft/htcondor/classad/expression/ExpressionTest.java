package org.updraft.htcondor.classad.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.updraft.htcondor.classad.expression.Node.Scope;

/** What is recorded of HTCondor itself is compared in RecordedExpressionsTest; here is what only we have: places and words. */
class ExpressionTest {

    private static ExpressionError error(String text) {
        return catchThrowableOfType(ExpressionError.class, () -> Expression.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "Memory > 4K             #  9 # 4K is no number (ClassAds know no units, no hexadecimal and no octal numbers)",
                "Memory >= 0x10          # 10 # 0x10 is no number (ClassAds know no units, no hexadecimal and no octal numbers)",
                "007                     #  0 # 007 is no number: a whole number must not begin with 0",
                "1.                      #  0 # a digit must follow the point in 1.",
                "VMType = \"survey\"     #  7 # an operator or the end is expected, not = (to compare write ==)",
                "a &&                    #  4 # the expression ends where a value is expected",
                "(a && b                 #  7 # the expression ends where an operator or ) is expected",
                "a && b)                 #  6 # an operator or the end is expected, not )",
                "a || || b               #  5 # a value is expected, not ||",
                "VMType == \"survey      # 10 # this string has no end: a \" is missing",
                "VMType == 'survey       # 10 # this quoted name has no end: a ' is missing",
                "my vm                   #  3 # an operator or the end is expected, not vm",
                "a ? b                   #  5 # the expression ends where the : of the ? before is expected",
                "f(a,)                   #  4 # a value is expected, not )",
                "{ 1, 2                  #  6 # the expression ends where an operator or } is expected",
                "[ a = 1 b = 2 ]         #  8 # ; or ] is expected, not b",
                "MY.                     #  3 # the expression ends where the name of an attribute is expected",
                "TARGET.true             #  7 # the name of an attribute is expected, not true",
                "a /* b                  #  2 # this comment has no end (*/)",
                "``                      #  0 # the expression ends where a value is expected",
                "a == $(Macro)           #  5 # a value is expected, not $",
                "absTime(\"noon\")       #  8 # absTime(\"noon\") is no time: write 2020-01-31T10:20:30Z",
            })
    void aMistakeIsNamedWhereItIs(String text, int offset, String message) {
        ExpressionError error = error(text);
        assertThat(error).hasMessage(message);
        assertThat(error.offset()).isEqualTo(offset);
    }

    @Test
    void noStringAndNoNameHoldsTheCharacterZero() throws Exception {
        assertThat(error("\"a\0b\"")).hasMessageContaining("character 0");
        assertThat(error("'a\0b'")).hasMessageContaining("character 0");
    }

    @Test
    void lengthAndDepthHaveLimits() throws Exception {
        assertThat(error("a" + " ".repeat(Expression.LONGEST)))
                .hasMessage("an expression may have at most 65536 characters");
        assertThat(error("(".repeat(201) + "a" + ")".repeat(201))).hasMessage("this is nested more than 200 deep");
        assertThat(error("!".repeat(500) + "a").offset()).isEqualTo(200);
        assertThat(Expression.parse("(".repeat(199) + "a" + ")".repeat(199)).print())
                .hasSize(399);
    }

    @Test
    void everyPartKnowsWhereItStands() throws Exception {
        String text = " ( TARGET.Memory >= 1024*4 ) && VMType =?= \"a b\" ";
        Node.Binary both = (Node.Binary) Expression.parse(text).root();
        Node.Binary least = (Node.Binary) ((Node.Parentheses) both.left()).inner();

        assertThat(both.span().of(text)).isEqualTo(text.strip());
        assertThat(both.left().span().of(text)).isEqualTo("( TARGET.Memory >= 1024*4 )");
        assertThat(least.left().span().of(text)).isEqualTo("TARGET.Memory");
        assertThat(least.right().span().of(text)).isEqualTo("1024*4");
        assertThat(((Node.Binary) both.right()).right().span().of(text)).isEqualTo("\"a b\"");
        assertThat(least.left()).isEqualTo(new Node.Attribute(Scope.TARGET, "TARGET", "Memory", new Span(3, 16)));
    }

    @Test
    void whatWasPrintedIsReadAgainAsTheSame() throws Exception {
        for (Dialect dialect : Dialect.values()) {
            String text = "a =?= \"C:\\\\x\" && -b.c[1] < -2 ? { 1.5,[ x = 'y z' ] } : f(.g) ?: 1e300";
            String printed = Expression.parse(text, dialect).print(dialect);
            assertThat(Expression.parse(printed, dialect).print(dialect)).isEqualTo(printed);
        }
    }
}

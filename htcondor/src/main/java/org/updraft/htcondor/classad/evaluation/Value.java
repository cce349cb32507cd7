package org.updraft.htcondor.classad.evaluation;

import java.util.List;
import org.updraft.htcondor.classad.expression.AbsoluteTime;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Node;
import org.updraft.htcondor.classad.expression.Printer;

/** What an expression evaluates to. */
public sealed interface Value {

    /** As HTCondor writes the value into an expression. */
    default String print(Dialect dialect) {
        return Printer.print(Literals.node(this), dialect);
    }

    static Value of(boolean truth) {
        return truth ? Values.TRUE : Values.FALSE;
    }

    static Value of(long number) {
        return new Whole(number);
    }

    static Value of(double number) {
        return new Real(number);
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value error(String why) {
        return new Failure(why);
    }

    record Undefined() implements Value {}

    /**
     * HTCondor's {@code error}.
     *
     * @param why for people; HTCondor tells nobody
     */
    record Failure(String why) implements Value {}

    record Truth(boolean value) implements Value {}

    record Whole(long number) implements Value {}

    record Real(double number) implements Value {}

    record Text(String text) implements Value {}

    record Instant(AbsoluteTime time) implements Value {}

    record Interval(long seconds) implements Value {}

    /**
     * A list, whose items are evaluated one by one when they are asked for.
     *
     * @param within the ad that the items' attributes are looked for in
     */
    record Items(List<Node> items, LiveAd within) implements Value {}

    record Nested(LiveAd ad) implements Value {}
}

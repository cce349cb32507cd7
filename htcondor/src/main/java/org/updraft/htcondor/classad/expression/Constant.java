package org.updraft.htcondor.classad.expression;

/** What can be written down in an expression without computing anything. */
public sealed interface Constant {

    record Undefined() implements Constant {}

    /** HTCondor's {@code error}. */
    record Failure() implements Constant {}

    record Truth(boolean value) implements Constant {}

    record Whole(long number) implements Constant {}

    record Real(double number) implements Constant {}

    record Text(String text) implements Constant {}

    /** Written {@code absTime("2020-01-01T00:00:00+01:00")}. */
    record Instant(AbsoluteTime time) implements Constant {}

    /**
     * Written {@code relTime("1+02:03:04")}. HTCondor 23.9 computes with it as with a real number.
     *
     * @param seconds may have a fraction
     */
    record Interval(double seconds) implements Constant {}
}

package org.updraft.htcondor.classad;

/** The value of one attribute as it was printed, not evaluated. */
public sealed interface AdValue {

    /** The value as text for messages; for a string without quotes. */
    String words();

    /** A string. What the string says is up to whoever submitted the job: it may look like anything, also like an expression. */
    record Text(String text) implements AdValue {
        @Override
        public String words() {
            return text;
        }
    }

    record Whole(long number) implements AdValue {
        @Override
        public String words() {
            return Long.toString(number);
        }
    }

    /** A number with a fraction, or one that does not fit 64 bits. */
    record Real(double number) implements AdValue {
        @Override
        public String words() {
            return Double.toString(number);
        }
    }

    record Truth(boolean value) implements AdValue {
        @Override
        public String words() {
            return Boolean.toString(value);
        }
    }

    /** The attribute is there and says {@code undefined}. For nearly all purposes: absent. */
    record Undefined() implements AdValue {
        @Override
        public String words() {
            return "undefined";
        }
    }

    /** Must be evaluated against the ad to get a value; {@code error}, infinities and NaN come as expressions too. */
    record Expression(String source) implements AdValue {
        @Override
        public String words() {
            return source;
        }
    }

    /** A list or an ad within an ad; its content is not kept. */
    record Nested(String words) implements AdValue {}
}

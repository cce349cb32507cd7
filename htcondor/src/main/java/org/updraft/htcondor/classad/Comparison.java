package org.updraft.htcondor.classad;

/**
 * A machine's attribute compared with a constant, such as {@code TARGET.Memory >= 512}; the attribute stands left, however it was
 * written.
 *
 * @param attribute without {@code TARGET.}, spelled as in the expression; names are the same in any case
 * @param constant a {@link AdValue.Text}, {@link AdValue.Whole} or {@link AdValue.Real}
 */
public record Comparison(String attribute, Operator operator, AdValue constant) {

    /** What holds if the whole expression is true. Inequalities say too little to be here. */
    public enum Operator {
        /** {@code =?=}, which HTCondor prints as {@code is}: the same, in the same case. */
        IS,
        /** {@code ==}: the same, in any case. */
        EQUAL,
        LESS,
        AT_MOST,
        AT_LEAST,
        MORE;

        /** The operator with its sides exchanged. */
        Operator flipped() {
            return switch (this) {
                case IS -> IS;
                case EQUAL -> EQUAL;
                case LESS -> MORE;
                case AT_MOST -> AT_LEAST;
                case AT_LEAST -> AT_MOST;
                case MORE -> LESS;
            };
        }
    }

    public boolean isOf(String name) {
        return attribute.equalsIgnoreCase(name);
    }
}

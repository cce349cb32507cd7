package org.updraft.autoscaler.trial;

import java.util.Locale;

/** What must hold in every world at every moment, whatever goes wrong (docs/ARCHITECTURE.md). */
public enum Invariant {
    NO_JOB_KILLED("no running job is killed by us"),
    SEEN_BEFORE_REMOVED("nothing is removed in a turn in which a source was not seen that could vouch for it"),
    NO_DOUBLE_BOOT("one server for each worker, and no more coming than jobs wait"),
    ONLY_OURS("only what bears our tag is touched"),
    WITHIN_CAPS("no boot exceeds a cap"),
    STOPPING_REMOVES_NOTHING("a service that ends, ends nothing else"),
    CARE_WITH_UNPROVEN("at most three servers at once of what has not joined in the last 24 h"),
    INTENT_FIRST("the ledger knows before the cloud or the pool does"),
    SOUND_PLANS("PlanCheck has nothing to say against a plan"),
    COMES_TO_AN_END("once nothing goes wrong, every job ends, and no server, port, address or open record is left");

    private final String words;

    Invariant(String words) {
        this.words = words;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String words() {
        return words;
    }
}

package org.updraft.autoscaler.pool;

import java.time.Instant;

/** What is wrong with a worker though its server runs: it shows only when what was seen is compared. */
public sealed interface Flaw {

    /** When it was first noticed. */
    Instant since();

    /** Words for people: what was seen. */
    String words();

    /** Jobs end badly on it, one after the other. */
    record BlackHole(Instant since, String words) implements Flaw {}

    /** Its image or flavor is not the one it was made with. */
    record Rebuilt(Instant since, String words) implements Flaw {}

    /** A second server that bears the tag of a worker; the ledger has it under an id of its own. */
    record Twin(Instant since, String words) implements Flaw {}
}

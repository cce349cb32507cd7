package org.updraft.autoscaler.plan;

import java.time.Duration;
import org.updraft.autoscaler.pool.Shape;

/** Figures as people read them, for reasons. */
final class Words {

    private static final int LONGEST = 60;
    private static final int LONGEST_OF_FAILURE = 300;

    private Words() {}

    /** {@code 4 CPUs, 8000 MiB, 20 GiB disk}; what is not wanted is left out. */
    static String of(Shape shape) {
        return shape.cpus() + (shape.cpus() == 1 ? " CPU, " : " CPUs, ") + shape.memoryMiB() + " MiB"
                + (shape.diskGiB() == 0 ? "" : ", " + shape.diskGiB() + " GiB disk")
                + (shape.gpus() == 0 ? "" : ", " + count(shape.gpus(), "GPU"));
    }

    /** {@code 61 min}, or {@code 40 s} below two minutes. */
    static String of(Duration duration) {
        return duration.toSeconds() < 120 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
    }

    /** {@code 1 worker}, {@code 3 workers}. */
    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Words of users and clouds, made fit for a message: quoted, printable, at most 60 characters. */
    static String quoted(String foreign) {
        return quoted(foreign, LONGEST);
    }

    /** Likewise, at most 300: what was heard of a failure begins with what was tried. */
    static String failure(String foreign) {
        return quoted(foreign, LONGEST_OF_FAILURE);
    }

    private static String quoted(String foreign, int most) {
        String cut = foreign.length() > most ? foreign.substring(0, most) + "..." : foreign;
        return "\"" + cut.replaceAll("[^\\x20-\\x7e]", "?").replace('"', '\'') + "\"";
    }
}

package org.updraft.fuzz;

import java.util.List;

/**
 * Something that reads what others have written.
 *
 * @param samples what it is meant to read, from which broken input is made
 * @param cost about how many inputs of a quick target one of this one is worth
 */
record Target(String name, List<byte[]> samples, int cost, Reader reader) {

    /** Reads one input. */
    @FunctionalInterface
    interface Reader {
        /**
         * True if the input was taken, false if it was refused in the way that is documented. Whatever is thrown is a crash, so
         * each reader catches exactly the exceptions that its subject promises.
         */
        boolean takes(byte[] input) throws Exception;
    }

    Target {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException(name + " has no samples");
        }
    }
}

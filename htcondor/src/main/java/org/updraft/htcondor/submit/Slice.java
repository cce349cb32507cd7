package org.updraft.htcondor.submit;

import java.util.Optional;

/** Which of the items are queued, as Python writes it: {@code from:to:step}; a number alone is the first of them (23.9.6). */
record Slice(Optional<Integer> from, Optional<Integer> to, int step) {

    /** @param text what stands between the brackets */
    static Optional<Slice> parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length > 3) {
            return Optional.empty();
        }
        Integer[] numbers = new Integer[3];
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            try {
                numbers[i] = part.isEmpty() ? null : Integer.valueOf(part);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        int step = numbers[2] == null ? 1 : numbers[2];
        // backwards is forwards to condor_submit, and a step of 0 the end of it
        return step == 0
                ? Optional.empty()
                : Optional.of(new Slice(Optional.ofNullable(numbers[0]), Optional.ofNullable(numbers[1]), step));
    }

    /** @param count of all items */
    boolean takes(int index, int count) {
        int first = place(from.orElse(0), count);
        int end = place(to.orElse(count), count);
        return index >= first && index < end && (index - Math.max(0, first)) % step == 0;
    }

    private static int place(int number, int count) {
        return number < 0 ? number + count : number;
    }
}

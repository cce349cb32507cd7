package org.updraft.autoscaler.check;

/**
 * One row: a thing, whether it is all right, and in words why.
 *
 * @param thing such as {@code cloud west: quota}
 */
public record Finding(String thing, Verdict verdict, String words) {

    private static final int WORDS_CHARS_MAX = 800;

    /** Words come from outside too: one line, printable, bounded. What is to be done stands at the end, so the middle goes. */
    public Finding {
        String line = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        words = line.length() <= WORDS_CHARS_MAX ? line : ends(line);
    }

    private static String ends(String line) {
        int half = WORDS_CHARS_MAX / 2;
        return line.substring(0, half) + " … " + line.substring(line.length() - half);
    }

    public enum Verdict {
        OK("ok"),
        /** The service would run; somebody should know. */
        WARN("warn"),
        /** The service would not do what the file says. */
        FAIL("FAIL"),
        /** It could not be asked: nothing is known about it. */
        SILENT("no answer");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    static Finding ok(String thing, String words) {
        return new Finding(thing, Verdict.OK, words);
    }

    static Finding warn(String thing, String words) {
        return new Finding(thing, Verdict.WARN, words);
    }

    static Finding fail(String thing, String words) {
        return new Finding(thing, Verdict.FAIL, words);
    }

    static Finding silent(String thing, String words) {
        return new Finding(thing, Verdict.SILENT, words);
    }
}

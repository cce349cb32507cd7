package org.updraft.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes broken input of samples: each a sample with some changes. The same samples and seed give the same inputs in the same order,
 * as long as the same of them are kept.
 */
final class Mutator {

    /** Most inputs stay as small as the samples; what is made larger on purpose stays below this. */
    static final int BYTES_MAX = 256 * 1024;

    private static final int CHANGES_MAX = 6;
    private static final int KEPT_MAX = 2_000;
    private static final int DEEPEST = 20_000;

    private static final List<byte[]> NASTY = nasty();
    private static final String[] NESTING = {
        "(", "[", "{", "[a=", "$(", "{\"a\":", "[[", "-", "!", "if true\n", "- ", "? "
    };

    private final List<byte[]> samples;
    private final List<byte[]> kept = new ArrayList<>();
    private final List<byte[]> words;
    private final SplittableRandom random;

    Mutator(List<byte[]> samples, long seed) {
        this.samples = samples;
        this.words = samples.stream()
                .flatMap(sample -> Words.of(sample).stream())
                .distinct()
                .map(Words.Word::bytes)
                .toList();
        this.random = new SplittableRandom(seed);
    }

    byte[] next() {
        byte[] input = one();
        for (int changes = 1 + random.nextInt(CHANGES_MAX); changes > 0; changes--) {
            input = changed(input);
        }
        return input.length <= BYTES_MAX ? input : Arrays.copyOf(input, BYTES_MAX);
    }

    /** Of an input that was taken more are made: that way some become odder than one step leads. */
    void keep(byte[] taken) {
        if (taken.length > 4 * longestSample()) {
            return;
        }
        if (kept.size() < KEPT_MAX) {
            kept.add(taken);
        } else {
            kept.set(random.nextInt(KEPT_MAX), taken);
        }
    }

    private int longestSample() {
        return samples.stream().mapToInt(sample -> sample.length).max().orElse(0);
    }

    private byte[] one() {
        boolean old = !kept.isEmpty() && random.nextInt(3) == 0;
        return old ? kept.get(random.nextInt(kept.size())) : samples.get(random.nextInt(samples.size()));
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + 1 + random.nextInt(16));
        return switch (random.nextInt(14)) {
            case 0 -> flipped(input);
            case 1 -> replaced(input, at, to, new byte[0]);
            case 2 -> replaced(input, at, at, piece(one()));
            case 3 -> Arrays.copyOf(input, at);
            case 4 -> replaced(input, at, at, NASTY.get(random.nextInt(NASTY.size())));
            case 5, 6 -> replaced(input, wordIn(input), NASTY.get(random.nextInt(NASTY.size())));
            case 7, 8 -> replaced(input, wordIn(input), anyWord());
            case 9 -> replaced(input, at, at, piece(input));
            case 10 -> swapped(input);
            case 11 -> lineTwice(input);
            case 12 -> random.nextInt(40) == 0 ? nested(input, at) : replaced(input, at, at, anyWord());
            default -> replaced(input, at, to, random.nextInt(40) == 0 ? many(piece(one())) : noise());
        };
    }

    private byte[] flipped(byte[] input) {
        if (input.length == 0) {
            return input;
        }
        byte[] changed = input.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private byte[] swapped(byte[] input) {
        Words.Word one = wordIn(input);
        Words.Word other = wordIn(input);
        return one.to() <= other.from()
                ? replaced(replaced(input, other, one.bytes()), one, other.bytes())
                : replaced(input, one, other.bytes());
    }

    private byte[] lineTwice(byte[] input) {
        int from = random.nextInt(input.length + 1);
        while (from > 0 && input[from - 1] != '\n') {
            from--;
        }
        int to = from;
        while (to < input.length && input[to] != '\n') {
            to++;
        }
        to = Math.min(input.length, to + 1);
        return replaced(input, to, to, Arrays.copyOfRange(input, from, to));
    }

    private byte[] nested(byte[] input, int at) {
        byte[] opening = NESTING[random.nextInt(NESTING.length)].getBytes(StandardCharsets.US_ASCII);
        byte[] openings = new byte[opening.length * (1 + random.nextInt(DEEPEST))];
        for (int i = 0; i < openings.length; i++) {
            openings[i] = opening[i % opening.length];
        }
        return replaced(input, at, at, openings);
    }

    private byte[] many(byte[] piece) {
        byte[] all = new byte[piece.length * (1 + random.nextInt(1 + BYTES_MAX / Math.max(1, 4 * piece.length)))];
        for (int i = 0; i < all.length; i++) {
            all[i] = piece[i % piece.length];
        }
        return all;
    }

    private byte[] noise() {
        byte[] bytes = new byte[1 + random.nextInt(4)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] piece(byte[] whole) {
        int from = random.nextInt(whole.length + 1);
        return Arrays.copyOfRange(whole, from, from + random.nextInt(Math.min(whole.length - from, 512) + 1));
    }

    private byte[] anyWord() {
        return words.isEmpty() ? NASTY.get(random.nextInt(NASTY.size())) : words.get(random.nextInt(words.size()));
    }

    private Words.Word wordIn(byte[] input) {
        return Words.around(input, random.nextInt(input.length + 1));
    }

    private static byte[] replaced(byte[] input, Words.Word word, byte[] by) {
        return replaced(input, word.from(), word.to(), by);
    }

    private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
        byte[] changed = new byte[from + by.length + input.length - to];
        System.arraycopy(input, 0, changed, 0, from);
        System.arraycopy(by, 0, changed, from, by.length);
        System.arraycopy(input, to, changed, from + by.length, input.length - to);
        return changed;
    }

    private static List<byte[]> nasty() {
        List<byte[]> nasty = new ArrayList<>(Samples.of(
                "0",
                "-1",
                "00",
                "2147483648",
                "-2147483648",
                "4294967296",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "99999999999999999999999999",
                "1e308",
                "1e999999999",
                "-0.0",
                "NaN",
                "Infinity",
                "0x7f",
                "1".repeat(5000),
                "null",
                "true",
                "undefined",
                "error",
                "\"\"",
                "''",
                "[]",
                "{}",
                "()",
                "\"",
                "'",
                "\\",
                "\\\"",
                "\\u0000",
                "\\ud800",
                "\0",
                "\r",
                "\n",
                "\r\n",
                "\t",
                " ",
                "\u0085",
                "\u2028",
                "\ufeff",
                "\ufffe",
                "\u202e",
                "é",
                "😀",
                "İ",
                "ß",
                "\ue000",
                "$",
                "$$",
                "$(",
                "$(x)",
                "$$(x)",
                "$ENV(HOME)",
                "$F(x)",
                "$INT(x,%d)",
                "$RANDOM_CHOICE(a,b)",
                "$CHOICE(9,a,b)",
                "$SUBSTR(x,-5,-9)",
                "%s%n%9999999d",
                "%",
                "#",
                ";",
                ",",
                ":",
                "=",
                "+",
                "?",
                "&a",
                "*a",
                "<<: *a",
                "!!java.lang.Object",
                "---\n",
                "...",
                "|",
                ">",
                "@=x",
                "../../../..",
                "/dev/null",
                "http://[::1",
                "file:///",
                "http://x:99999999/",
                "%ff",
                "%",
                "9999-99-99T99:99:99Z",
                "0000-00-00",
                "+1000000000-12-31T23:59:59Z",
                "2026-11-22T00:45:30Z",
                "P1D",
                "1h",
                "00000000-0000-0000-0000-000000000000",
                "x".repeat(300),
                "a.b.c",
                "queue 999999999999",
                "queue x from (",
                "include : x",
                "if defined x",
                "endif",
                "ifThenElse(",
                "strcat(",
                "regexp("));
        nasty.add(new byte[] {(byte) 0xff});
        nasty.add(new byte[] {(byte) 0xc0, (byte) 0x80});
        nasty.add(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
        nasty.add(new byte[0]);
        return List.copyOf(nasty);
    }
}

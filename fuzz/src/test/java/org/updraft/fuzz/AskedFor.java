package org.updraft.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An input that says in its first line what is asked and with which status it comes as the answer, so that it alone is the whole
 * story: {@code QUESTION STATUS}.
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record AskedFor(int question, int status, byte[] body) {

    private static final List<Integer> STATUSES = List.of(200, 404, 500);

    /** Each body as the answer to each question, mostly as one that all is well. */
    static List<byte[]> each(List<byte[]> bodies, int questions) {
        List<byte[]> all = new ArrayList<>();
        for (byte[] body : bodies) {
            for (int question = 0; question < questions; question++) {
                all.add(written(question, 200, body));
            }
            for (int status : STATUSES) {
                all.add(written(all.size() % questions, status, body));
            }
        }
        return all;
    }

    private static byte[] written(int question, int status, byte[] body) {
        byte[] head = (question + " " + status + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    /** Every input is one, whatever was done to its first line. */
    static AskedFor read(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        String[] words = new String(input, 0, end, StandardCharsets.ISO_8859_1).split(" ", 2);
        int status = number(words[words.length - 1]);
        return new AskedFor(
                number(words[0]),
                status >= 200 && status <= 599 ? status : 200,
                Arrays.copyOfRange(input, Math.min(input.length, end + 1), input.length));
    }

    private static int number(String word) {
        return word.matches("[0-9]{1,4}") ? Integer.parseInt(word) : 0;
    }
}

package org.updraft.htcondor.classad.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions that compare versions: digits in a row by the number that they are, all else as strings. */
final class VersionFunctions {

    private VersionFunctions() {}

    static Value compare(Call call) {
        String name = TextOrder.lower(call.name());
        if (call.count() != (name.equals("version_in_range") ? 3 : 2)) {
            return call.wrongCount();
        }
        List<String> versions = new ArrayList<>();
        List<Value> values = call.values();
        boolean inRange = name.equals("version_in_range");
        // of a range only what bounds it may be undefined
        if (values.subList(inRange ? 1 : 0, values.size()).contains(Values.UNDEFINED)) {
            return Values.UNDEFINED;
        }
        for (Value value : values) {
            Optional<String> text = Values.text(value);
            if (text.isEmpty()) {
                return call.wrong(value);
            }
            versions.add(text.get());
        }
        int order = order(versions.get(0), versions.get(1));
        return switch (name) {
            case "versioncmp" -> Value.of((long) order);
            case "versiongt" -> Value.of(order > 0);
            case "versionge" -> Value.of(order >= 0);
            case "versionlt" -> Value.of(order < 0);
            case "versionle" -> Value.of(order <= 0);
            case "versioneq" -> Value.of(order == 0);
            default -> Value.of(order >= 0 && order(versions.get(0), versions.get(2)) <= 0);
        };
    }

    /** As glibc's {@code strverscmp}: 000, 00, 01, 010, 09, 0, 1, 9, 10 are in order. */
    private static int order(String one, String other) {
        byte[] left = one.getBytes(StandardCharsets.UTF_8);
        byte[] right = other.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        while (at < left.length && at < right.length && left[at] == right[at]) {
            at++;
        }
        if (at == left.length && at == right.length) {
            return 0;
        }
        int start = at;
        while (start > 0 && isDigit(left, start - 1)) {
            start--;
        }
        int difference = byteAt(left, at) - byteAt(right, at);
        if (start < at && left[start] == '0') {
            return isAllZeros(left, start, at)
                    ? afterZeros(isDigit(left, at), isDigit(right, at), difference)
                    : difference;
        }
        boolean zeroFirst = start == at && (byteAt(left, at) == '0' || byteAt(right, at) == '0');
        int longer = digits(left, start) - digits(right, start);
        boolean numbers = start < at || (isDigit(left, at) && isDigit(right, at));
        return numbers && !zeroFirst && longer != 0 ? longer : difference;
    }

    /** More zeros in front are less; so is 01 against 0. */
    private static int afterZeros(boolean leftDigit, boolean rightDigit, int difference) {
        return leftDigit == rightDigit ? difference : leftDigit ? -1 : 1;
    }

    private static boolean isAllZeros(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text[at] != '0') {
                return false;
            }
        }
        return true;
    }

    private static int byteAt(byte[] text, int at) {
        return at < text.length ? text[at] : 0;
    }

    private static boolean isDigit(byte[] text, int at) {
        return at < text.length && text[at] >= '0' && text[at] <= '9';
    }

    private static int digits(byte[] text, int from) {
        int at = from;
        while (isDigit(text, at)) {
            at++;
        }
        return at - from;
    }
}

package org.updraft.autoscaler.pool;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** IP addresses as texts that are equal when the addresses are. Asks no name server. */
public final class Addresses {

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-f]{1,4}");
    private static final int GROUPS = 8;

    private Addresses() {}

    /** An address that is none stays as it is, and is equal to nothing but itself. */
    public static String normal(String address) {
        String plain = address.strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("[") && plain.endsWith("]")) {
            plain = plain.substring(1, plain.length() - 1);
        }
        if (plain.startsWith("::ffff:") && IPV4.matcher(plain.substring(7)).matches()) {
            return plain.substring(7);
        }
        return plain.contains(":") ? groups(plain).orElse(address) : plain;
    }

    public static Set<String> normal(Collection<String> addresses) {
        return addresses.stream().map(Addresses::normal).collect(Collectors.toCollection(TreeSet::new));
    }

    public static boolean isAddress(String text) {
        return IPV4.matcher(text).matches()
                || (text.contains(":") && groups(text.toLowerCase(Locale.ROOT)).isPresent());
    }

    /** All eight groups of an IPv6 address, without leading zeros. */
    private static Optional<String> groups(String address) {
        int gap = address.indexOf("::");
        if (gap != address.lastIndexOf("::")) {
            return Optional.empty();
        }
        String[] before = parts(gap < 0 ? address : address.substring(0, gap));
        String[] after = parts(gap < 0 ? "" : address.substring(gap + 2));
        int missing = GROUPS - before.length - after.length;
        if (gap < 0 ? missing != 0 : missing < 1) {
            return Optional.empty();
        }
        String[] all = new String[GROUPS];
        Arrays.fill(all, "0");
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(after, 0, all, GROUPS - after.length, after.length);
        boolean wellFormed =
                Arrays.stream(all).allMatch(group -> GROUP.matcher(group).matches());
        return wellFormed
                ? Optional.of(Arrays.stream(all)
                        .map(group -> Integer.toHexString(Integer.parseInt(group, 16)))
                        .collect(Collectors.joining(":")))
                : Optional.empty();
    }

    private static String[] parts(String groups) {
        return groups.isEmpty() ? new String[0] : groups.split(":", -1);
    }
}

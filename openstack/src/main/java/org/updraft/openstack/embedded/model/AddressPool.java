package org.updraft.openstack.embedded.model;

import java.util.Optional;
import java.util.TreeSet;

/** The free addresses of one IPv4 range; the lowest free one is given first. */
final class AddressPool {
    private final long first;
    private final long last;
    private final TreeSet<Long> returned = new TreeSet<>();
    private long next;

    /** @param cidr such as {@code 10.42.0.0/16}; its first address is the gateway's */
    AddressPool(String cidr) {
        String[] parts = cidr.split("/", -1);
        int prefix = Integer.parseInt(parts[1]);
        if (prefix < 8 || prefix > 30) {
            throw new Refusal.BadRequest("InvalidInput", "Invalid input for cidr: " + cidr);
        }
        long base = number(parts[0]) & -(1L << (32 - prefix));
        first = base + 2;
        last = base + (1L << (32 - prefix)) - 2;
        next = first;
    }

    String gateway() {
        return text(first - 1);
    }

    String first() {
        return text(first);
    }

    String last() {
        return text(last);
    }

    Optional<String> take() {
        Long again = returned.pollFirst();
        if (again != null) {
            return Optional.of(text(again));
        }
        return next > last ? Optional.empty() : Optional.of(text(next++));
    }

    void giveBack(String address) {
        returned.add(number(address));
    }

    private static long number(String address) {
        long number = 0;
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            throw new Refusal.BadRequest("InvalidInput", "Invalid input for an IPv4 address: " + address);
        }
        for (String part : parts) {
            number = (number << 8) | (Integer.parseInt(part) & 0xFF);
        }
        return number;
    }

    private static String text(long number) {
        return (number >> 24 & 0xFF) + "." + (number >> 16 & 0xFF) + "." + (number >> 8 & 0xFF) + "." + (number & 0xFF);
    }
}

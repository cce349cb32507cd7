package org.updraft.autoscaler.simulate;

import java.util.List;
import java.util.Set;

/**
 * One call of the service to its outside: something it does or asks, and a place where it can be killed.
 *
 * @param number counts all calls of this world's services
 * @param port {@code cloud:NAME}, {@code collector}, {@code queue} or {@code ledger}
 * @param call the port's method
 * @param answers false if it returns nothing, as what changes something often does
 */
public record IoPoint(long number, String port, String call, List<Object> args, boolean answers) {

    private static final Set<String> CHANGING =
            Set.of("boot", "attachFloatingIp", "collectLeftovers", "isolate", "reconnect", "drainIfIdle");

    /** Such as {@code cloud:west.boot}. */
    public String name() {
        return port + "." + call;
    }

    /** Whether it changes something: in the ledger, on a cloud, in the pool. */
    public boolean changes() {
        return !answers || CHANGING.contains(call);
    }

    public boolean isLedgerWrite() {
        return port.equals("ledger") && !answers;
    }

    /** The first argument, as text: a uuid, a machine, a schedd. */
    public String about() {
        return args.isEmpty() ? "" : String.valueOf(args.getFirst());
    }
}

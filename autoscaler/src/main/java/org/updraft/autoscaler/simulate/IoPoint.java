package org.updraft.autoscaler.simulate;

import java.util.List;

/**
 * One call of the service to its outside: something it does or asks, and a place where it can be killed.
 *
 * @param number counts all calls of this world's services
 * @param port {@code cloud:NAME}, {@code collector}, {@code queue} or {@code ledger}
 * @param call the port's method
 * @param answers false if it returns nothing, as what changes something often does
 */
public record IoPoint(long number, String port, String call, List<Object> args, boolean answers) {

    /** Such as {@code cloud:west.boot}. */
    public String name() {
        return port + "." + call;
    }

    public boolean isLedgerWrite() {
        return port.equals("ledger") && !answers;
    }

    /** The first argument, as text: a uuid, a machine, a schedd. */
    public String about() {
        return args.isEmpty() ? "" : String.valueOf(args.getFirst());
    }
}

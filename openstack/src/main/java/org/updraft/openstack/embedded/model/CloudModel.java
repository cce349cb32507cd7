package org.updraft.openstack.embedded.model;

import java.time.InstantSource;
import org.updraft.openstack.embedded.fault.Faults;

/**
 * One cloud as a pure state machine. It has no thread: every call first lets happen what has become due since the last one,
 * so the same seed and the same calls at the same instants give the same cloud, byte for byte. Refused calls throw
 * {@link Refusal}. Not safe for use by several threads at once.
 */
public final class CloudModel {
    private final Time time;
    private final Chance chance;
    private final Faults faults;
    private final Identity identity;
    private final Tokens tokens;
    private final Flavors flavors;
    private final Images images;
    private final Networking networking;
    private final Quotas quotas;
    private final KeyPairs keyPairs;
    private final Servers servers;

    public CloudModel(InstantSource clock, long seed, Timing timing) {
        time = new Time(clock);
        chance = new Chance(seed);
        faults = new Faults(seed + 1);
        identity = new Identity(chance);
        tokens = new Tokens(identity, chance, time, timing.tokenLife());
        flavors = new Flavors();
        images = new Images(chance, time);
        quotas = new Quotas();
        networking = new Networking(chance, time, quotas);
        keyPairs = new KeyPairs(time, quotas);
        servers = new Servers(this, timing);
    }

    /** Who may log in, and to which projects. */
    public Identity identity() {
        return identity;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Flavors flavors() {
        return flavors;
    }

    public Images images() {
        return images;
    }

    public Networking networking() {
        return networking;
    }

    public Quotas quotas() {
        return quotas;
    }

    public KeyPairs keyPairs() {
        return keyPairs;
    }

    public Servers servers() {
        return servers;
    }

    /** What goes wrong; rules may be added and removed at any time. */
    public Faults faults() {
        return faults;
    }

    public Time time() {
        return time;
    }

    public Chance chance() {
        return chance;
    }

    /** Lets happen what has become due; listeners are called from here. */
    public void advance() {
        time.advance();
    }
}

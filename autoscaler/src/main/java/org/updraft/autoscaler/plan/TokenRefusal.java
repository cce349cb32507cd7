package org.updraft.autoscaler.plan;

import java.util.Locale;

/** Why a request for a token is left to expire: a metric label and a row in the manual. */
public enum TokenRefusal {
    // who asks
    NOT_OURS("asks for no worker of this service; left to the pool's administrators"),
    UNKNOWN_IDENTITY("asks for a worker that this service never made"),
    WRONG_ADDRESS("comes from another address than the worker's server has"),
    // for what
    WRONG_AUTHORIZATIONS("asks for other authorizations than a worker needs"),
    WRONG_LIFE("asks for a token that lives longer than the site allows"),
    // when
    NOT_ACTIVE("the worker's server is not running yet"),
    LATE("comes after the worker's time to join"),
    JOINED("the worker is in the pool already"),
    ENDED("the worker is leaving, or has left"),
    SECOND("another request of this worker was approved less than a minute ago"),
    TOO_MANY("three requests of this worker were approved already"),
    CANNOT_SEE("the worker's cloud, or the collector, does not answer");

    private final String words;

    TokenRefusal(String words) {
        this.words = words;
    }

    /** One clause for people. */
    public String words() {
        return words;
    }

    /** {@code wrong-address}: in metrics, status and ledger. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** It passes by itself, and is nobody's fault: the request is looked at again. */
    public boolean mayPass() {
        return this == NOT_ACTIVE || this == SECOND || this == CANNOT_SEE;
    }
}

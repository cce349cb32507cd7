package org.updraft.openstack.embedded.fault;

import java.time.Duration;
import java.util.Optional;

/** What a fault does. */
public sealed interface Effect {

    /** Hits a call: the request is late, refused, or its answer is spoilt. */
    sealed interface OnCall extends Effect {}

    /** Hits the life of a server, whoever booted it and however. */
    sealed interface OnServer extends Effect {}

    /** The call is carried out this much later. */
    record Delay(Duration by) implements OnCall {}

    /**
     * The call is not carried out; this is the answer.
     *
     * @param retryAfter the header of that name
     * @param body as is; empty takes the service's usual form for an error
     */
    record Answer(int status, Optional<String> body, Optional<Duration> retryAfter) implements OnCall {}

    /** The call is carried out, and its answer lost: a 502 of a proxy, or a connection that just ends. */
    record LostReply(boolean connectionCloses) implements OnCall {}

    /** A listing answers only its first entries and does not say that there are more. */
    record PartialPage(int keep) implements OnCall {}

    /** The token of the call is revoked first, so the answer is a 401 until the caller logs in again. */
    record ExpiredToken() implements OnCall {}

    /** The server stays in BUILD, spawning, until it is deleted. */
    record StuckBuild() implements OnServer {}

    /** The server ends in ERROR with this fault instead of ACTIVE; one that finds no host has no build time either. */
    record BuildError(int code, String message) implements OnServer {}

    /** The build takes this long instead of a time drawn from the seed. */
    record BuildTakes(Duration time) implements OnServer {}

    /** The server becomes ACTIVE, and what starts on it prints this on its console and does nothing else, ever. */
    record Console(String text) implements OnServer {}

    /** The delete is accepted, then the server is in ERROR, still running. */
    record DeleteFails(String message) implements OnServer {}

    /** The delete takes this long after it was accepted. */
    record DeleteTakes(Duration time) implements OnServer {}
}

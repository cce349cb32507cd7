package org.updraft.autoscaler.trial;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong in a simulated world; each can be chosen by its label. */
public enum Fault {
    COMPUTE_ERRORS("Nova answers 500, 502 or 503 to some or all calls"),
    COMPUTE_BUSY("Nova answers 429, with or without Retry-After"),
    IDENTITY_DOWN("Keystone answers 503, and our token ends"),
    CREDENTIALS_REFUSED("the cloud answers 401, whatever we ask"),
    FORBIDDEN("Nova answers 403 to some calls"),
    IMAGE_ERRORS("Glance answers 500"),
    NETWORK_ERRORS("Neutron answers 503"),
    LOST_REPLIES("calls have their effect, and their answers are lost"),
    TIMEOUTS("calls have their effect, and take longer than we wait"),
    SHORT_PAGES("listings of servers end early and do not say so"),
    DOUBLE_PAGES("listings of servers show some of them twice"),
    STALE_LISTS("listings of servers are old"),
    OTHER_PROJECT("the cloud's name points to another project"),
    QUOTA_CUT("the quota shrinks below what is in use"),
    NO_CAPACITY("no host has room: builds end in ERROR"),
    BUILDS_FAIL("builds end in ERROR for a reason of the image's"),
    BUILDS_HANG("builds stay in BUILD for ever"),
    BUILDS_SLOW("builds take 10 to 40 minutes"),
    DELETES_FAIL("deletes are accepted and leave an ERROR that runs on"),
    DELETES_SLOW("deletes take minutes"),
    HOST_CRASH("a hypervisor dies, and a worker with it"),
    FOREIGN_DELETE("somebody deletes a worker's server"),
    FOREIGN_PAUSE("somebody pauses a worker's server for a while"),
    FOREIGN_STOP("somebody stops a worker's server"),
    FOREIGN_REBUILD("somebody rebuilds a worker's server with another image"),
    FOREIGN_SERVERS("others boot servers in our project, one with a name like ours"),
    TWIN("a second server with a worker's tag appears"),
    COLLECTOR_SILENT("the collector does not answer"),
    COLLECTOR_RESTART("the collector restarts, and knows nobody for a while"),
    COLLECTOR_EMPTY("the collector answers, and shows nobody"),
    COLLECTOR_HALF("the collector answers, and shows every other worker"),
    GHOST_ADS("ads of machines that are not there"),
    ADS_LOST("the ads of one worker vanish, its server runs on"),
    CUT_OFF("a worker is cut off from the collector, its job runs on"),
    WORKERS_DEAF("workers that join take no job"),
    WORKERS_BROKEN("on workers that join every job fails at once"),
    WORKERS_STAY_OUT("workers boot and never join"),
    SLOT_HANGS("a slot stays claimed though its job is gone"),
    SCHEDD_SILENT("a schedd does not answer"),
    HISTORY_SILENT("schedds answer, but not for their history"),
    ORDERS_LOST("drains and cancels have their effect, and their answers are lost"),
    ORDERS_REFUSED("drains, cancels and orders to go off do not reach the worker"),
    LATENCY("every call takes seconds, in which the world goes on"),
    KILLED("the service is killed right before or after one of its calls"),
    STOPPED("the service is down for a while"),
    DISK_FULL("nothing can be written to the ledger"),
    CLOCK_FORWARD("the service's clock is set hours ahead, and back later"),
    CLOCK_BACK("the service's clock is set back, and right later"),
    RIVAL("a second service is started on another host by mistake");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** As on the command line: {@code compute-errors}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String words() {
        return words;
    }

    public static Optional<Fault> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst();
    }
}

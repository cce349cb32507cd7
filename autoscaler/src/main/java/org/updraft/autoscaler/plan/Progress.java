package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.plan.Diagnosis.Verdict;
import org.updraft.autoscaler.pool.Beacon;
import org.updraft.autoscaler.pool.BootEvidence;
import org.updraft.autoscaler.pool.BootFault;
import org.updraft.autoscaler.pool.Stage;

/** What a machine's own reports say of where it stopped: at the first stage that it did not report as done. */
final class Progress {

    /** Clocks of clouds and ours may differ by so much without harm. */
    private static final Duration CLOCK_SLACK = Duration.ofMinutes(5);

    private final List<Beacon> beacons;
    private final ConsoleText console;
    private final BootEvidence evidence;

    /** @param beacons at least one */
    Progress(List<Beacon> beacons, ConsoleText console, BootEvidence evidence) {
        this.beacons = beacons;
        this.console = console;
        this.evidence = evidence;
    }

    /** What the machine last said of a stage. */
    static Optional<Beacon> last(List<Beacon> beacons, Stage stage) {
        return beacons.stream().filter(beacon -> beacon.stage() == stage).reduce((earlier, later) -> later);
    }

    Verdict verdict() {
        for (Stage stage : Stage.values()) {
            Optional<Beacon> said = last(beacons, stage);
            boolean done =
                    said.filter(beacon -> beacon.state() == Beacon.State.OK).isPresent();
            if (!done && (said.isPresent() || !wentOn(stage))) {
                return said.map(this::stopped).orElseGet(() -> silent(stage));
            }
        }
        return new Verdict(BootFault.UNKNOWN, "its console says that it joined, and the pool never showed it");
    }

    /** A line may be lost on the way to a console; the next stage's shows that this one was done. */
    private boolean wentOn(Stage stage) {
        return beacons.stream().anyMatch(beacon -> beacon.stage().compareTo(stage) > 0);
    }

    private Verdict stopped(Beacon beacon) {
        String words = "its console says: " + (beacon.code() + " " + beacon.words()).strip();
        return switch (beacon.stage()) {
            case STARTED -> new Verdict(BootFault.CLOUD_INIT_ERROR, words);
            case NETWORK -> new Verdict(BootFault.NO_NETWORK, words);
            case DISK -> new Verdict(BootFault.BAD_IMAGE, words);
            case PACKAGES ->
                new Verdict(
                        beacon.code().equals("user-part") ? BootFault.CLOUD_INIT_ERROR : BootFault.CONDOR_MISSING,
                        words);
            case TOKEN ->
                switch (beacon.code()) {
                    case "unreachable" -> new Verdict(BootFault.COLLECTOR_UNREACHABLE, words);
                    case "certificate" -> byClock().orElse(new Verdict(BootFault.COLLECTOR_UNREACHABLE, words));
                    default -> byClock().orElse(new Verdict(BootFault.TOKEN_REFUSED, tokenWords(beacon, words)));
                };
            case CONDOR -> new Verdict(BootFault.CONDOR_MISSING, words);
            case JOINED ->
                byClock()
                        .orElse(new Verdict(
                                beacon.code().equals("refused")
                                        ? BootFault.TOKEN_REFUSED
                                        : BootFault.COLLECTOR_UNREACHABLE,
                                words));
        };
    }

    private static String tokenWords(Beacon beacon, String words) {
        return beacon.state() == Beacon.State.WAITS ? "it asked for its token and did not get it" : words;
    }

    private Verdict silent(Stage stage) {
        return switch (stage) {
            case STARTED, NETWORK ->
                new Verdict(
                        BootFault.CLOUD_INIT_ERROR,
                        ConsoleSigns.ofCloudInit(console)
                                .orElse(
                                        "cloud-init started and did not come to Updraft's part: one before it did not end"));
            case DISK -> new Verdict(BootFault.UNKNOWN, "it had a network, and then said no more");
            case PACKAGES ->
                new Verdict(
                        BootFault.CONDOR_MISSING, "it was looking for HTCondor, or installing it, and said no more");
            case TOKEN -> byClock().orElse(new Verdict(BootFault.UNKNOWN, "it had HTCondor, and then said no more"));
            case CONDOR -> new Verdict(BootFault.CONDOR_MISSING, "it had its token, and HTCondor did not start");
            case JOINED ->
                byClock()
                        .orElse(new Verdict(
                                BootFault.COLLECTOR_UNREACHABLE,
                                "HTCondor ran on it, and the collector never showed it"));
        };
    }

    /** Its reports bear its own time, which must lie between our asking for it and our reading of them. */
    private Optional<Verdict> byClock() {
        Instant first = beacons.getFirst().at();
        boolean early = first.isBefore(evidence.requestedAt().minus(CLOCK_SLACK));
        boolean late = first.isAfter(evidence.readAt().plus(CLOCK_SLACK));
        return early || late
                ? Optional.of(new Verdict(
                        BootFault.WRONG_CLOCK,
                        "its clock said " + first + " when it started, between " + evidence.requestedAt() + " and "
                                + evidence.readAt()))
                : Optional.empty();
    }
}

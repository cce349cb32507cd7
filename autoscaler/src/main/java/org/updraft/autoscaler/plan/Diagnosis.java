package org.updraft.autoscaler.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.Beacon;
import org.updraft.autoscaler.pool.BootEvidence;
import org.updraft.autoscaler.pool.BootFault;
import org.updraft.autoscaler.pool.Stage;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.InstanceAction;

/**
 * Names why a worker did not join. Nova is believed first, then what we said ourselves to requests for its token, and its
 * console last: whatever runs on the machine as root, a user's cloud-config too, can write there what it likes.
 */
public final class Diagnosis {

    private static final int UNREAD_MAX = 5;

    private final BootEvidence evidence;
    private final ConsoleText console;

    private Diagnosis(BootEvidence evidence) {
        this.evidence = evidence;
        this.console = ConsoleText.of(evidence.console());
    }

    /** The same evidence gives the same autopsy. */
    public static Autopsy of(BootEvidence evidence) {
        return new Diagnosis(evidence).autopsy();
    }

    /** Of a worker that the cloud refused to make. */
    public static Autopsy of(CloudException refusal, Instant at) {
        String words = refusal.getMessage();
        BootFault cause = switch (refusal) {
            case CloudException.QuotaFull q -> BootFault.QUOTA;
            case CloudException.NoCapacity n -> BootFault.NO_CAPACITY;
            default -> NovaWords.meaning(words).orElse(BootFault.UNKNOWN);
        };
        return new Autopsy(
                at,
                cause,
                "the cloud refused it",
                Optional.empty(),
                "",
                Optional.of(ConsoleText.oneLine(words)),
                List.of(),
                List.of(),
                List.of());
    }

    /** A cause, and the words that tell it. */
    record Verdict(BootFault cause, String words) {}

    private Autopsy autopsy() {
        List<Beacon> beacons = console.beacons();
        Verdict verdict = byNova().orElseGet(() -> byGuest(beacons));
        return new Autopsy(
                evidence.readAt(),
                verdict.cause(),
                ConsoleText.oneLine(verdict.words()),
                beacons.stream()
                        .filter(beacon -> beacon.state() == Beacon.State.OK)
                        .map(Beacon::stage)
                        .max(Stage::compareTo),
                ConsoleText.oneLine(evidence.status()),
                evidence.fault().map(ConsoleText::oneLine),
                evidence.actions().stream().map(Diagnosis::line).toList(),
                console.tail(),
                evidence.unread().stream()
                        .limit(UNREAD_MAX)
                        .map(ConsoleText::oneLine)
                        .toList());
    }

    private static String line(InstanceAction action) {
        return ConsoleText.oneLine(action.at() + " " + action.action()
                + action.message().map(words -> " failed (" + words + ")").orElse("") + ", " + action.requestId());
    }

    /** Of a server that Nova never got to run there is nothing else to look at. */
    private Optional<Verdict> byNova() {
        if (evidence.fault().isPresent()) {
            String fault = evidence.fault().get();
            return Optional.of(
                    new Verdict(NovaWords.meaning(fault).orElse(BootFault.UNKNOWN), "the cloud says: " + fault));
        }
        return switch (evidence.status()) {
            case "ERROR" -> Optional.of(new Verdict(BootFault.UNKNOWN, "the cloud says ERROR, and not why"));
            case "BUILD" -> Optional.of(new Verdict(BootFault.UNKNOWN, "the cloud did not get it built"));
            default -> Optional.empty();
        };
    }

    private Verdict byGuest(List<Beacon> beacons) {
        Verdict verdict =
                beacons.isEmpty() ? ConsoleSigns.of(console) : new Progress(beacons, console, evidence).verdict();
        boolean cameToAsk = beacons.isEmpty() ? verdict.cause() == BootFault.UNKNOWN : asked(beacons);
        return cameToAsk ? refused().orElse(verdict) : verdict;
    }

    /** Requests in the name of a machine that never came so far are those of strangers. */
    private static boolean asked(List<Beacon> beacons) {
        return beacons.stream().map(Beacon::stage).anyMatch(stage -> stage.compareTo(Stage.PACKAGES) >= 0)
                && Stream.of(Stage.NETWORK, Stage.DISK, Stage.PACKAGES)
                        .noneMatch(stage -> Progress.last(beacons, stage)
                                .filter(beacon -> beacon.state() == Beacon.State.FAILED)
                                .isPresent());
    }

    private Optional<Verdict> refused() {
        return evidence.tokenApproved() || evidence.tokenRefusals().isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        BootFault.TOKEN_REFUSED,
                        "its request was not approved: "
                                + evidence.tokenRefusals().getLast()));
    }
}

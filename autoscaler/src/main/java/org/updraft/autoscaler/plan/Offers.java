package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.htcondor.JobGroup;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;
import org.updraft.openstack.Network;

/**
 * What could be booted for a demand, or the true cause why nothing can: on each cloud the flavor to take, and where the cloud
 * has no capacity for that one, the next. Looks names up; knows nothing of caps and quotas.
 */
final class Offers {

    /** Of several clouds that cannot serve a demand, the one that came nearest to it says why. */
    private static final List<Cause> NEARER_AND_NEARER = List.of(
            Cause.NO_IMAGE,
            Cause.UNKNOWN_IMAGE,
            Cause.UNKNOWN_FLAVOR,
            Cause.NO_FLAVOR_FITS,
            Cause.UNKNOWN_NETWORK,
            Cause.SECURITY_GROUP_NOT_ALLOWED,
            Cause.UNKNOWN_SECURITY_GROUP,
            Cause.UNKNOWN_KEY,
            Cause.CLOUD_DISABLED,
            Cause.CLOUD_BLIND,
            Cause.BACKOFF);

    private final Policy policy;
    private final PoolSnapshot pool;
    private final CloudNames names;
    private final OfferBreakers breakers;
    private final Map<String, CloudView> views = new HashMap<>();
    private final Map<String, Catalogue> catalogues = new HashMap<>();

    Offers(Policy policy, PoolSnapshot pool) {
        this.policy = policy;
        this.pool = pool;
        this.names = new CloudNames(policy);
        this.breakers = new OfferBreakers(pool);
        for (CloudView cloud : pool.clouds()) {
            views.put(cloud.name(), cloud);
            catalogues.put(cloud.name(), new Catalogue(cloud));
        }
    }

    /**
     * @param candidates the one to take first is first; empty if nothing can be booted
     * @param obstacle why not; empty if something can
     */
    record Offered(List<Candidate> candidates, Optional<Reason> obstacle) {
        static Offered nothing(Cause cause, String detail) {
            return new Offered(List.of(), Optional.of(new Reason(cause, detail)));
        }
    }

    private sealed interface Look {}

    /**
     * @param terms on what terms such a worker takes jobs
     * @param note what a user may want to know of how it was found; may be empty
     */
    record Candidate(Offer offer, Terms terms, int priority, String note) implements Look {
        private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(Candidate::priority)
                .thenComparing(candidate -> candidate.offer().flavor(), Catalogue.CHEAPEST)
                .thenComparing(candidate -> candidate.offer().cloud());
    }

    private record Refused(Reason reason) implements Look {}

    /** Why no worker of ours, running or not, may ever take such jobs; empty if one may. */
    static Optional<Reason> refusal(JobGroup asked) {
        if (!asked.malformed().isEmpty()) {
            return Optional.of(new Reason(Cause.MALFORMED_ATTRIBUTE, malformed(asked)));
        }
        if (asked.multiNode()) {
            return Optional.of(new Reason(Cause.MULTI_NODE_NOT_YET, ""));
        }
        return asked.refusesRetirement()
                ? Optional.of(new Reason(Cause.REFUSES_RETIREMENT, "remove it from the submit file"))
                : Optional.empty();
    }

    /** What could be booted for the demand, unless it is refused anyway. */
    Offered of(Demand demand) {
        JobGroup asked = demand.asked();
        Optional<Reason> fault = Optional.ofNullable(pool.cloudConfigFaults().get(demand.key()))
                .map(why -> new Reason(Cause.of(why.kind()), why.words()));
        if (fault.isPresent()) {
            return new Offered(List.of(), fault);
        }
        NavigableSet<String> targets = names.targets(asked.vm().targetClouds());
        if (targets.isEmpty()) {
            return Offered.nothing(Cause.UNKNOWN_CLOUD, unknownClouds(asked));
        }
        return best(
                targets.stream().flatMap(cloud -> look(demand, cloud).stream()).toList());
    }

    /** The image that a demand gets on each cloud where it could be booted now; empty if it could be nowhere. */
    SortedMap<String, Conflicts.Choice> imagesOf(Demand demand) {
        SortedMap<String, Conflicts.Choice> images = new TreeMap<>();
        for (String cloud : names.targets(demand.asked().vm().targetClouds())) {
            Wanted.of(demand, cloud, policy, names).image().ifPresent(asked -> {
                Catalogue catalogue = catalogues.get(cloud);
                if (catalogue != null) {
                    catalogue.images(asked).stream()
                            .findFirst()
                            .ifPresent(image -> images.put(cloud, new Conflicts.Choice(image.id(), asked)));
                }
            });
        }
        return images;
    }

    private static Offered best(List<Look> looks) {
        List<Candidate> candidates = new ArrayList<>();
        List<Reason> refusals = new ArrayList<>();
        for (Look look : looks) {
            switch (look) {
                case Candidate candidate -> candidates.add(candidate);
                case Refused(Reason reason) -> refusals.add(reason);
            }
        }
        if (!candidates.isEmpty()) {
            candidates.sort(Candidate.BEST_FIRST);
            return new Offered(List.copyOf(candidates), Optional.empty());
        }
        Cause nearest = refusals.stream()
                .map(Reason::cause)
                .max(Comparator.comparingInt(NEARER_AND_NEARER::indexOf))
                .orElseThrow();
        return Offered.nothing(nearest, details(refusals, nearest));
    }

    /** What stands in the way on the cloud that came nearest, then on up to three others. */
    private static String details(List<Reason> refusals, Cause nearest) {
        return refusals.stream()
                .sorted(Comparator.comparing(refusal -> refusal.cause() != nearest))
                .map(Reason::detail)
                .distinct()
                .limit(4)
                .collect(Collectors.joining("; "));
    }

    /** At least one. */
    private List<Look> look(Demand demand, String cloud) {
        Wanted wanted = Wanted.of(demand, cloud, policy, names);
        if (wanted.image().isEmpty()) {
            return refused(Cause.NO_IMAGE, "no image is named for " + cloud);
        }
        CloudView view = views.get(cloud);
        Catalogue catalogue = catalogues.get(cloud);
        if (view == null || catalogue == null) {
            return blind(cloud);
        }
        List<Image> images = catalogue.images(wanted.image().get());
        if (images.isEmpty()) {
            return refused(
                    Cause.UNKNOWN_IMAGE,
                    cloud + " has no image " + Words.quoted(wanted.image().get()));
        }
        Image image = images.getFirst();
        if (wanted.flavor().isPresent()
                && catalogue.flavor(wanted.flavor().get()).isEmpty()) {
            return refused(
                    Cause.UNKNOWN_FLAVOR,
                    cloud + " has no flavor " + Words.quoted(wanted.flavor().get()));
        }
        List<Flavor> flavors = flavors(wanted, demand.shape(), image, catalogue);
        if (flavors.isEmpty()) {
            return refused(Cause.NO_FLAVOR_FITS, tooBig(wanted, demand.shape(), image, cloud, catalogue));
        }
        List<String> networks = new ArrayList<>();
        for (String name : wanted.networks()) {
            Optional<Network> network = catalogue.network(name);
            if (network.isEmpty()) {
                return refused(Cause.UNKNOWN_NETWORK, cloud + " has no network " + Words.quoted(name));
            }
            networks.add(network.get().id());
        }
        Chosen chosen = Chosen.of(demand.asked().vm(), cloud, catalogue, policy.of(cloud));
        if (chosen.refusal().isPresent()) {
            return List.of(new Refused(chosen.refusal().get()));
        }
        if (!view.enabled()) {
            return refused(Cause.CLOUD_DISABLED, cloud + " is switched off");
        }
        List<Look> looks = new ArrayList<>();
        for (Flavor flavor : flavors) {
            Offer offer = new Offer(
                    cloud,
                    image,
                    flavor,
                    Shape.usableOf(flavor),
                    networks,
                    chosen.securityGroups(),
                    chosen.keyName(),
                    wanted.cloudInit(),
                    template(demand, policy));
            Optional<Reason> held = breakers.held(offer.combination());
            looks.add(
                    held.isPresent()
                            ? new Refused(held.get())
                            : new Candidate(offer, terms(demand, image), view.priority(), ambiguity(cloud, images)));
            // a dearer one is offered only where this one is not to be had
            if (!breakers.isOpen(offer.combination())) {
                break;
            }
        }
        return looks;
    }

    private List<Look> blind(String cloud) {
        return refused(
                Cause.CLOUD_BLIND,
                pool.breakers().stream()
                        .filter(breaker -> breaker.kind().holdsCalls()
                                && breaker.scope().cloud().equals(cloud)
                                && breaker.holdsAt(pool.takenAt()))
                        .findFirst()
                        .map(breaker -> cloud + ": " + breaker.kind().words() + "; asked again in "
                                + Words.of(Duration.between(pool.takenAt(), breaker.until())) + "; its words: "
                                + Words.failure(breaker.words()))
                        .orElse(cloud + " does not answer"));
    }

    /** What a user adds or chooses must prove itself: if it keeps workers from joining, that is nobody else's trouble. */
    static String template(Demand demand, Policy policy) {
        JobGroup.VmAttributes vm = demand.asked().vm();
        return vm.cloudConfig().isEmpty() && vm.securityGroups().isEmpty()
                ? policy.templateHash()
                : policy.templateHash() + "-"
                        + new Fingerprint()
                                .add(vm.cloudConfig())
                                .add(vm.securityGroups())
                                .hex(8);
    }

    /**
     * Who brings an image of their own is root on its workers, so nobody else's jobs run there. Their own is one that the job
     * names and the cloud does not publish.
     */
    private static Terms terms(Demand demand, Image image) {
        Terms terms = demand.terms();
        boolean theirOwn =
                !demand.asked().vm().image().isEmpty() && !image.visibility().equals("public");
        return theirOwn ? new Terms(false, terms.maxJobs(), terms.cloudConfig()) : terms;
    }

    /** The one to take first is first; no job goes to a GPU because all else is full. */
    private static List<Flavor> flavors(Wanted wanted, Shape job, Image image, Catalogue catalogue) {
        Optional<Flavor> named = wanted.flavor().or(wanted::preferredFlavor).flatMap(catalogue::flavor);
        Optional<Flavor> usable = named.filter(flavor -> Catalogue.fits(flavor, job, image));
        if (wanted.flavor().isPresent()) {
            return usable.stream().toList();
        }
        List<Flavor> fitting = Stream.concat(usable.stream(), catalogue.fitting(job, image).stream())
                .distinct()
                .toList();
        return fitting.stream()
                .filter(flavor -> flavor.gpus() == fitting.getFirst().gpus())
                .toList();
    }

    private static String tooBig(Wanted wanted, Shape job, Image image, String cloud, Catalogue catalogue) {
        String needs = "a job needs " + Words.of(job)
                + (image.minRamMiB() > 0 || image.minDiskGiB() > 0
                        ? ", its image " + image.minRamMiB() + " MiB and " + image.minDiskGiB() + " GiB disk"
                        : "");
        Optional<Flavor> most = wanted.flavor().flatMap(catalogue::flavor).or(catalogue::biggest);
        return needs + "; "
                + most.map(f -> f.name() + " of " + cloud + " leaves jobs " + Words.of(Shape.usableOf(f)))
                        .orElse(cloud + " has no flavor at all");
    }

    private static String ambiguity(String cloud, List<Image> images) {
        return images.size() == 1
                ? ""
                : images.size() + " images of " + cloud + " have this name, "
                        + images.getFirst().id() + " is taken";
    }

    private static String malformed(JobGroup asked) {
        JobGroup.Malformed bad = asked.malformed().getFirst();
        return bad.attribute() + " = " + Words.quoted(bad.value()) + ": " + bad.remedy();
    }

    private String unknownClouds(JobGroup asked) {
        return asked.vm().targetClouds().stream().limit(4).map(Words::quoted).collect(Collectors.joining(", "))
                + "; there are " + String.join(", ", names.targets(List.of()));
    }

    private static List<Look> refused(Cause cause, String detail) {
        return List.of(new Refused(new Reason(cause, detail)));
    }
}

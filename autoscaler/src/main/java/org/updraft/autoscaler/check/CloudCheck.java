package org.updraft.autoscaler.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.updraft.autoscaler.access.CloudAccess;
import org.updraft.autoscaler.settings.CloudSettings;
import org.updraft.autoscaler.yaml.Nearest;
import org.updraft.openstack.Binding;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;
import org.updraft.openstack.Network;
import org.updraft.openstack.Quota;

/** One cloud: can we log in, for how long, is there room, and is there what the file names for it. */
final class CloudCheck {

    private static final Duration EXPIRES_SOON = Duration.ofDays(14);

    private final CloudSettings settings;
    private final CloudAccess access;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    CloudCheck(CloudAccess access, Instant now) {
        this.settings = access.settings();
        this.access = access;
        this.now = now;
    }

    /**
     * What one cloud said.
     *
     * @param images names and ids; empty if it did not say, like flavors and networks
     */
    record Answer(
            String cloud,
            List<Finding> findings,
            Optional<Binding> binding,
            Optional<Set<String>> images,
            Optional<Set<String>> flavors,
            Optional<Set<String>> networks) {}

    Answer ask() {
        access.warnings().forEach(warning -> findings.add(Finding.warn(thing("credentials"), warning)));
        if (access.cloud().isEmpty()) {
            findings.add(Finding.fail(thing("credentials"), access.complaint()));
            return answer(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        Cloud cloud = access.cloud().get();
        Optional<Binding> binding = asked("login", cloud::binding);
        if (binding.isEmpty()) {
            return answer(binding, Optional.empty(), Optional.empty(), Optional.empty());
        }
        login(binding.get());
        asked("quota", cloud::quota).ifPresent(this::quota);
        Optional<Set<String>> images = asked("images", cloud::images).map(this::images);
        Optional<Set<String>> flavors = asked("flavors", cloud::flavors).map(this::flavors);
        Optional<Set<String>> networks = asked("networks", cloud::networks).map(this::networks);
        compareGroups("security groups", settings.securityGroups(), cloud);
        compareGroups("security groups for jobs", settings.securityGroupsAllowed(), cloud);
        compare("key", settings.keyName().stream().toList(), cloud::keyNames);
        compare("zones", settings.zones(), cloud::zones);
        asked("servers", cloud::servers).ifPresent(servers -> found("servers", servers.size() + " in the project"));
        return answer(binding, images, flavors, networks);
    }

    private void login(Binding binding) {
        String who = binding.user() + " in project " + binding.projectName() + ", region " + binding.region() + ", at "
                + binding.authUrl();
        found("login", who);
        Optional<Instant> expires = binding.credentialExpiresAt();
        if (expires.isEmpty()) {
            found("credential", "has no end that the cloud would tell");
        } else if (!expires.get().isAfter(now)) {
            findings.add(Finding.fail(thing("credential"), "ended at " + expires.get() + "; make a new one"));
        } else {
            long days = Duration.between(now, expires.get()).toDays();
            boolean soon = expires.get().isBefore(now.plus(EXPIRES_SOON));
            findings.add(new Finding(
                    thing("credential"),
                    soon ? Finding.Verdict.WARN : Finding.Verdict.OK,
                    "ends at " + expires.get() + ", in " + days + " days" + (soon ? "; make a new one in time" : "")));
        }
    }

    private void quota(Quota quota) {
        String words = used("servers", quota.instancesUsed(), quota.instancesMax(), 1)
                + ", " + used("cores", quota.coresUsed(), quota.coresMax(), 1)
                + ", " + used("GiB memory", quota.ramMiBUsed(), quota.ramMiBMax(), 1024);
        boolean full = quota.instancesFree() == 0 || quota.coresFree() == 0 || quota.ramMiBFree() == 0;
        findings.add(
                full
                        ? Finding.warn(thing("quota"), words + "; there is no room for a worker now")
                        : Finding.ok(thing("quota"), words));
    }

    private static String used(String what, int used, int most, int unit) {
        String limit = most == Quota.UNLIMITED ? "no limit" : "" + most / unit;
        return used / unit + " of " + limit + " " + what;
    }

    private Set<String> images(List<Image> images) {
        if (images.isEmpty()) {
            findings.add(Finding.fail(thing("images"), "there is none that the project may boot; upload or share one"));
        } else {
            found("images", images.size() + " that the project may boot");
        }
        Set<String> names = new TreeSet<>();
        images.forEach(image -> names.addAll(List.of(image.name(), image.id())));
        return names;
    }

    private Set<String> flavors(List<Flavor> flavors) {
        if (flavors.isEmpty()) {
            findings.add(Finding.fail(thing("flavors"), "there is none that the project may use"));
        } else {
            found("flavors", flavors.size() + " that the project may use");
        }
        Set<String> names = new TreeSet<>();
        flavors.forEach(flavor -> names.addAll(List.of(flavor.name(), flavor.id())));
        return names;
    }

    private Set<String> networks(List<Network> networks) {
        Set<String> names = new TreeSet<>();
        networks.forEach(network -> names.addAll(List.of(network.name(), network.id())));
        List<Network> inner =
                networks.stream().filter(network -> !network.external()).toList();
        if (settings.networks().isEmpty() && inner.size() > 1) {
            findings.add(Finding.warn(
                    thing("networks"),
                    "none is named and the project sees " + inner.size() + ": Nova refuses to choose for jobs that name"
                            + " none; add networks: [" + inner.getFirst().name() + "]"));
        } else {
            compare("networks", settings.networks(), names);
        }
        return names;
    }

    /** Each goes by its name, or by its id where the file says that. */
    private void compareGroups(String what, List<String> wanted, Cloud cloud) {
        compare(
                what,
                wanted,
                () -> cloud.securityGroups().stream()
                        .map(group -> wanted.contains(group.id()) ? group.id() : group.name())
                        .toList());
    }

    private void compare(String what, List<String> wanted, Question<List<String>> question) {
        if (!wanted.isEmpty()) {
            asked(what, question).ifPresent(there -> compare(what, wanted, there));
        }
    }

    private void compare(String what, List<String> wanted, Collection<String> there) {
        List<String> missing =
                wanted.stream().filter(name -> !there.contains(name)).toList();
        if (missing.isEmpty()) {
            found(what, wanted.isEmpty() ? "none named, the cloud chooses" : "found " + String.join(", ", wanted));
        }
        missing.forEach(name -> findings.add(Finding.fail(
                thing(what),
                "there is no " + name
                        + Nearest.to(name, there)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(", of " + there.size() + " that the project sees"))));
    }

    private interface Question<T> {
        T ask() throws CloudException;
    }

    /** Empty if the cloud did not answer, and then there is a row that says so. */
    private <T> Optional<T> asked(String what, Question<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (CloudException.Unreachable | CloudException.RateLimited e) {
            findings.add(Finding.silent(thing(what), words(e)));
        } catch (CloudException e) {
            findings.add(Finding.fail(thing(what), words(e)));
        }
        return Optional.empty();
    }

    private static String words(CloudException e) {
        return String.valueOf(e.getMessage());
    }

    private void found(String what, String words) {
        findings.add(Finding.ok(thing(what), words));
    }

    private String thing(String what) {
        return "cloud " + settings.name() + ": " + what;
    }

    private Answer answer(
            Optional<Binding> binding,
            Optional<Set<String>> images,
            Optional<Set<String>> flavors,
            Optional<Set<String>> networks) {
        return new Answer(settings.name(), List.copyOf(findings), binding, images, flavors, networks);
    }
}

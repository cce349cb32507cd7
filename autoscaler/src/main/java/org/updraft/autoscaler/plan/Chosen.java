package org.updraft.autoscaler.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.htcondor.JobGroup;
import org.updraft.openstack.SecurityGroup;

/**
 * The security groups and the key pair that a job chooses on one cloud, looked up there and held against what the site
 * allows.
 *
 * @param securityGroups ids; empty if it chooses none
 * @param refusal why it cannot have them; then the rest says nothing
 */
record Chosen(List<String> securityGroups, Optional<String> keyName, Optional<Reason> refusal) {

    static Chosen of(JobGroup.VmAttributes job, String cloud, Catalogue catalogue, Policy.CloudPolicy site) {
        List<String> ids = new ArrayList<>();
        for (String group : job.securityGroups()) {
            if (!isAllowed(group, catalogue, site)) {
                return refused(Cause.SECURITY_GROUP_NOT_ALLOWED, notAllowed(group, cloud, site));
            }
            Optional<SecurityGroup> found = catalogue.securityGroup(group);
            if (found.isEmpty()) {
                return refused(Cause.UNKNOWN_SECURITY_GROUP, cloud + " has no security group " + Words.quoted(group));
            }
            ids.add(found.get().id());
        }
        Optional<String> unknownKey = job.keyName().filter(name -> !catalogue.hasKey(name));
        if (unknownKey.isPresent()) {
            return refused(Cause.UNKNOWN_KEY, cloud + " has no key pair " + Words.quoted(unknownKey.get()));
        }
        return new Chosen(ids.stream().distinct().toList(), job.keyName(), Optional.empty());
    }

    /** By the word of updraft.yaml, or as another name for the same group. */
    private static boolean isAllowed(String group, Catalogue catalogue, Policy.CloudPolicy site) {
        Set<String> allowed = new HashSet<>(site.securityGroupsAllowed());
        if (allowed.contains(group)) {
            return true;
        }
        return catalogue
                .securityGroup(group)
                .filter(found -> site.securityGroupsAllowed().stream()
                        .flatMap(name -> catalogue.securityGroup(name).stream())
                        .anyMatch(found::equals))
                .isPresent();
    }

    private static String notAllowed(String group, String cloud, Policy.CloudPolicy site) {
        return cloud + " does not let jobs choose " + Words.quoted(group) + "; it lets them choose "
                + (site.securityGroupsAllowed().isEmpty() ? "none" : String.join(", ", site.securityGroupsAllowed()));
    }

    private static Chosen refused(Cause cause, String detail) {
        return new Chosen(List.of(), Optional.empty(), Optional.of(new Reason(cause, detail)));
    }
}

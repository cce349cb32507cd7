package org.updraft.autoscaler.plan;

import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.htcondor.JobGroup;

/**
 * What a demand wants of one cloud: the job's own words first, then the site's for its VMType, then the site's defaults.
 * Names and ids, not yet looked up.
 *
 * @param flavor must be this one
 * @param preferredFlavor is taken if the job fits in it, when no flavor must be
 * @param networks all of them; empty leaves the choice to Nova
 */
record Wanted(
        Optional<String> image,
        Optional<String> flavor,
        Optional<String> preferredFlavor,
        List<String> networks,
        Optional<String> cloudInit) {

    private static final Policy.VmType NOTHING =
            new Policy.VmType(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    static Wanted of(Demand demand, String cloud, Policy policy, CloudNames names) {
        JobGroup.VmAttributes job = demand.asked().vm();
        Policy.VmType site = policy.vmTypes().getOrDefault(demand.vmType(), NOTHING);
        // a job that names images for some clouds does not want the site's on the others
        Optional<String> image =
                job.image().isEmpty() ? site.image().or(policy.defaults()::image) : names.valueFor(cloud, job.image());
        return new Wanted(
                image,
                names.valueFor(cloud, job.flavor()).or(site::flavor),
                policy.defaults().flavor(),
                networks(job, site, cloud, policy),
                site.cloudInit());
    }

    private static List<String> networks(JobGroup.VmAttributes job, Policy.VmType site, String cloud, Policy policy) {
        Optional<String> named = job.network().or(site::network);
        if (named.isPresent()) {
            return List.of(named.get());
        }
        List<String> ofCloud = policy.of(cloud).networks();
        return ofCloud.isEmpty() ? policy.defaults().network().stream().toList() : ofCloud;
    }
}

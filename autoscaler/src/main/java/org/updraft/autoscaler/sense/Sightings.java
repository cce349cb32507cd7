package org.updraft.autoscaler.sense;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.JobGroup;
import org.updraft.openstack.Binding;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;
import org.updraft.openstack.Network;
import org.updraft.openstack.Quota;
import org.updraft.openstack.SecurityGroup;
import org.updraft.openstack.Server;

/**
 * What every source said in one look, before it is joined.
 *
 * @param endings of jobs, lately; a schedd that does not tell is no blind spot, there is only less to see
 */
record Sightings(
        SortedMap<String, Answer<List<JobGroup>>> waiting,
        SortedMap<String, Answer<List<Claim>>> claims,
        SortedMap<String, Answer<List<Ending>>> endings,
        Answer<CondorPool.Slots> slots,
        SortedMap<String, Answer<OfCloud>> clouds) {

    /**
     * @param servers by uuid, of the whole project
     * @param gone uuids that the ledger has, that were not listed, and that a GET answered with 404
     */
    record OfCloud(Binding binding, Map<String, Server> servers, Set<String> gone, Quota quota, Catalogue catalogue) {}

    /** What changes rarely and is asked rarely. */
    record Catalogue(
            List<Flavor> flavors,
            List<Image> images,
            List<Network> networks,
            List<SecurityGroup> securityGroups,
            List<String> keyNames) {}
}

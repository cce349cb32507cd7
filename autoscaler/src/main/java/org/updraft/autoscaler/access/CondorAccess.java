package org.updraft.autoscaler.access;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.settings.CloudSettings;
import org.updraft.autoscaler.settings.Settings;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.JobQueue;
import org.updraft.htcondor.command.CommandCondorPool;
import org.updraft.htcondor.command.CommandJobQueue;
import org.updraft.htcondor.command.CondorSettings;
import org.updraft.htcondor.command.CondorTools;

/** The ports to the HTCondor pool of the file. No tool is run before a port is used. */
public record CondorAccess(CondorTools tools, CondorPool pool, JobQueue queue) {

    public static CondorAccess to(Settings settings) {
        Settings.Pool pool = settings.pool();
        CondorTools tools = new CondorTools(
                new CondorSettings(pool.tools(), Optional.of(pool.collector()), environment(pool), pool.deadline()));
        return new CondorAccess(
                tools,
                new CommandCondorPool(tools, pool.name(), pool.tokenKey()),
                new CommandJobQueue(tools, pool.schedds(), cloudNames(settings), InstantSource.system()));
    }

    /** The domain of workers' identities: what the file says, else what HTCondor's configuration says here. */
    public String trustDomain(Settings.Pool pool) throws CondorException {
        if (pool.trustDomain().isPresent()) {
            return pool.trustDomain().get();
        }
        return tools.configured("TRUST_DOMAIN")
                .orElseThrow(() -> new CondorException.Refused(
                        "HTCondor's configuration here has no TRUST_DOMAIN; set pool.trustDomain in updraft.yaml to that of"
                                + " the central manager",
                        null));
    }

    private static Map<String, String> environment(Settings.Pool pool) {
        Map<String, String> environment = new HashMap<>();
        put(environment, "CONDOR_CONFIG", pool.condorConfig());
        put(environment, "_CONDOR_SEC_TOKEN_DIRECTORY", pool.tokenDirectory());
        put(environment, "_CONDOR_SEC_PASSWORD_DIRECTORY", pool.keyDirectory());
        return environment;
    }

    private static void put(Map<String, String> environment, String name, Optional<Path> path) {
        path.ifPresent(value -> environment.put(name, value.toString()));
    }

    /** By them a plain value of VMAMI is told from one per cloud. */
    private static Set<String> cloudNames(Settings settings) {
        Set<String> names = new HashSet<>(settings.aliases().keySet());
        settings.clouds().stream().map(CloudSettings::name).forEach(names::add);
        return names;
    }
}

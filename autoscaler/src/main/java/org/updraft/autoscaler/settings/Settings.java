package org.updraft.autoscaler.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.cloudinit.WorkerOptions;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.yaml.SettingsError;

/**
 * What the site has written in updraft.yaml, with defaults in place of what it left out. Relative paths are taken from the
 * file's directory.
 *
 * @param aliases keys of TargetClouds and of per-cloud maps, to clouds
 * @param interval from the start of one turn to the start of the next
 * @param spool where cloud-config that users hand over is kept
 * @param spoolKeep how long it is kept after its last handing over or boot, if no job names it
 */
public record Settings(
        Path file,
        Pool pool,
        List<CloudSettings> clouds,
        Policy.Defaults defaults,
        Map<String, Policy.VmType> vmTypes,
        Map<String, List<String>> aliases,
        Limits limits,
        Duration interval,
        Hold hold,
        Path ledger,
        Listen listen,
        Path spool,
        Duration spoolKeep,
        Policy.Patience patience,
        Workers workers) {

    public static final Policy.Defaults DEFAULTS =
            new Policy.Defaults(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ZERO);
    public static final Duration INTERVAL = Duration.ofSeconds(30);
    public static final Path LEDGER = Path.of("/var/lib/updraft/updraft.db");
    public static final Path SPOOL = Path.of("/var/lib/updraft/spool");
    public static final Duration SPOOL_KEEP = Duration.ofDays(30);

    public Settings {
        clouds = List.copyOf(clouds);
        vmTypes = Map.copyOf(vmTypes);
        aliases = Map.copyOf(aliases);
    }

    /** Reads the file whole: either settings that hold together, or everything that is wrong with it. */
    public static Loaded load(Path file) {
        return SettingsReader.read(file);
    }

    /** What came of reading a file. */
    public sealed interface Loaded {
        record Good(Settings settings) implements Loaded {}

        /** @param errors at least one, in the order of the file */
        record Faulty(List<SettingsError> errors) implements Loaded {
            public Faulty {
                errors = List.copyOf(errors);
            }
        }
    }

    /** What of it the planner must know. */
    public Policy policy(String templateHash) {
        Map<String, Policy.CloudPolicy> policies = new HashMap<>();
        clouds.forEach(cloud -> policies.put(cloud.name(), cloud.policy()));
        return new Policy(
                defaults,
                vmTypes,
                aliases,
                policies,
                limits.workers(),
                limits.starting(),
                limits.perTurn(),
                limits.users(),
                limits.maxKeepAlive(),
                patience,
                templateHash);
    }

    /**
     * The HTCondor pool, and how its tools are run here.
     *
     * @param name stands in names and metadata of servers; a second service needs another one
     * @param collector host or host:port
     * @param schedds each is asked by its name
     * @param tokenKey the signing key of the tokens with which workers join
     * @param trustDomain of those tokens; empty takes what HTCondor's configuration says here
     * @param condorConfig a condor_config for our calls of the tools; empty leaves CONDOR_CONFIG as it is
     * @param tools the directory of condor_q and the others; empty means PATH
     * @param tokenDirectory where the service's own token lies; empty means HTCondor's default
     * @param keyDirectory where the signing key lies; empty means HTCondor's default
     * @param deadline for one run of a tool
     * @param join how workers come to their tokens
     * @param ca certificates of the pool's CA, by which a worker that asks for its token knows the collector
     * @param tokenLife how long workers' tokens live; longer than any worker should
     */
    public record Pool(
            String name,
            String collector,
            List<String> schedds,
            String tokenKey,
            Optional<String> trustDomain,
            Optional<Path> condorConfig,
            Optional<Path> tools,
            Optional<Path> tokenDirectory,
            Optional<Path> keyDirectory,
            Duration deadline,
            Join join,
            Optional<Path> ca,
            Duration tokenLife) {

        public static final String TOKEN_KEY = "updraft";
        public static final Duration DEADLINE = Duration.ofSeconds(60);

        public Pool {
            schedds = List.copyOf(schedds);
        }

        /** The file by which workers know the collector when they ask for their tokens; empty if they are given tokens. */
        public Optional<Path> asksBy() {
            return join == Join.TOKEN ? Optional.empty() : ca;
        }
    }

    /** How a worker comes to its token. */
    public enum Join {
        /** By request if there is a CA to know the collector by, else by user data. */
        AUTO,
        /** The worker asks, and the service approves. */
        REQUEST,
        /** The token travels in the user data. */
        TOKEN
    }

    /**
     * What holds for the machine of every worker.
     *
     * @param install a script that installs HTCondor on an image without it
     */
    public record Workers(
            List<String> sshKeys, WorkerOptions.Ccb ccb, Optional<String> collectorAddress, Optional<Path> install) {

        public Workers {
            sshKeys = List.copyOf(sshKeys);
        }
    }

    /**
     * Caps of our own workers over all clouds.
     *
     * @param users workers by user; one not named has no cap of its own
     * @param starting workers not yet joined
     * @param perTurn boots in one turn
     * @param maxKeepAlive caps a job's VMKeepAlive
     */
    public record Limits(Map<String, Integer> users, int workers, int starting, int perTurn, Duration maxKeepAlive) {

        public static final Limits DEFAULT = new Limits(Map.of(), 500, 40, 20, Duration.ofMinutes(60));

        public Limits {
            users = Map.copyOf(users);
        }
    }

    /**
     * Whether jobs that can never be served are put on hold.
     *
     * @param after how long such a job has waited
     */
    public record Hold(boolean enabled, Duration after) {
        public static final Hold DEFAULT = new Hold(false, Duration.ofHours(1));
    }

    /**
     * Where the service answers.
     *
     * @param socket the commands talk to it there
     * @param http host:port of page and metrics
     */
    public record Listen(Path socket, String http) {
        public static final Listen DEFAULT = new Listen(Path.of("/run/updraft/api.sock"), "127.0.0.1:8088");

        /** Without the brackets of an IPv6 address. */
        public String httpHost() {
            String host = http.substring(0, http.lastIndexOf(':'));
            return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        }

        public int httpPort() {
            return Integer.parseInt(http.substring(http.lastIndexOf(':') + 1));
        }
    }
}

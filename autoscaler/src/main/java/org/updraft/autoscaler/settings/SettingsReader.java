package org.updraft.autoscaler.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.cloudinit.WorkerOptions;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.pool.Addresses;
import org.updraft.autoscaler.settings.CloudSettings.Login;
import org.updraft.autoscaler.settings.Settings.Loaded;
import org.updraft.autoscaler.yaml.Nearest;
import org.updraft.autoscaler.yaml.Section;
import org.updraft.autoscaler.yaml.SettingsError;
import org.updraft.autoscaler.yaml.Source;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Every key of updraft.yaml, its shape and its bounds. */
final class SettingsReader {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");
    private static final String NAME_SHAPE = "1 to 31 of a-z, 0-9 and -, not beginning with -";
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
    private static final String HOST_SHAPE = "a host name or address, with :port if needed";
    private static final Pattern LISTEN =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}]):[0-9]{1,5}");
    private static final Pattern SCHEDD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,252}");
    private static final String SCHEDD_SHAPE = "the name of a schedd, as condor_status -schedd shows it";
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final String WORD_SHAPE = "letters, digits and . _ -";
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}");
    private static final Pattern VM_TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/@+-]{0,127}");
    private static final String VM_TYPE_SHAPE = "letters, digits and _ . : / @ + -";
    private static final Pattern OBJECT = Pattern.compile("[^\\p{Cntrl}]{1,255}");
    private static final String OBJECT_SHAPE = "a name or id of at most 255 characters";

    private static final Pattern JOIN = Pattern.compile("auto|request|token");
    private static final Pattern CCB = Pattern.compile("auto|always|never");
    private static final Pattern SSH_KEY = Pattern.compile("[^\\p{Cntrl}]{1,4500}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private static final int MANY = 1_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);

    private final Source source;
    private final Path file;

    private SettingsReader(Path file) {
        this.file = file;
        this.source = new Source(file);
    }

    static Loaded read(Path file) {
        return new SettingsReader(file).load();
    }

    /** The keys that are known, as far as what stands in the file gives reason to look for them. */
    static SortedSet<String> keysLookedForIn(Path file) {
        SettingsReader reader = new SettingsReader(file);
        reader.load();
        return reader.source.keysRead();
    }

    private Loaded load() {
        Optional<MappingNode> top = source.top();
        if (top.isEmpty()) {
            return new Loaded.Faulty(source.errors());
        }
        Settings settings = settings(new Section(source, "", top.get()));
        List<SettingsError> errors = source.errors();
        return errors.isEmpty() ? new Loaded.Good(settings) : new Loaded.Faulty(errors);
    }

    private Settings settings(Section top) {
        Settings.Pool pool = pool(top);
        List<CloudSettings> clouds = clouds(top);
        Settings settings = new Settings(
                file.toAbsolutePath().normalize(),
                pool,
                clouds,
                defaults(top.section("defaults")),
                top.named("vmTypes", VM_TYPE, VM_TYPE_SHAPE, entry -> Optional.of(vmType(entry.section()))),
                aliases(top, clouds),
                limits(top.section("limits")),
                top.duration("interval", Settings.INTERVAL, SECOND, Duration.ofHours(1)),
                hold(top.section("hold")),
                top.path("ledger", Settings.LEDGER),
                listen(top.section("listen")),
                top.path("spool", Settings.SPOOL),
                top.duration("spoolKeep", Settings.SPOOL_KEEP, DAY, YEAR),
                patience(top.section("patience"), pool.tokenLife()),
                workers(top.section("workers")));
        top.done();
        return settings;
    }

    private Settings.Pool pool(Section top) {
        if (!top.has("pool")) {
            top.error("pool", "is missing; it names the HTCondor pool: pool: {name: …, collector: …, schedds: [ … ]}");
            return new Settings.Pool(
                    "",
                    "",
                    List.of(),
                    "",
                    none(),
                    none(),
                    none(),
                    none(),
                    none(),
                    Settings.Pool.DEADLINE,
                    Settings.Join.AUTO,
                    none(),
                    TokenSource.LIFE);
        }
        Section pool = top.section("pool");
        List<String> schedds = pool.texts("schedds", SCHEDD, SCHEDD_SHAPE);
        if (schedds.isEmpty()) {
            pool.error("schedds", "is missing or empty; name each schedd whose queue counts");
        }
        Settings.Pool read = new Settings.Pool(
                pool.requiredText("name", NAME, NAME_SHAPE),
                pool.requiredText("collector", HOST, HOST_SHAPE),
                schedds,
                pool.text("tokenKey", Settings.Pool.TOKEN_KEY, WORD, WORD_SHAPE),
                pool.text("trustDomain", WORD, WORD_SHAPE),
                pool.optionalPath("condorConfig"),
                pool.optionalPath("tools"),
                pool.optionalPath("tokenDirectory"),
                pool.optionalPath("keyDirectory"),
                pool.duration("deadline", Settings.Pool.DEADLINE, SECOND, Duration.ofMinutes(10)),
                join(pool),
                pool.optionalPath("ca"),
                // Below a minute no worker would have time to run a job; a token that outlives every worker serves
                // nobody.
                pool.duration("tokenLife", TokenSource.LIFE, MINUTE, YEAR));
        if (read.join() == Settings.Join.REQUEST && read.ca().isEmpty()) {
            pool.error("ca", "is missing; pool.join is request, so workers need the certificate of the pool's CA");
        }
        pool.done();
        return read;
    }

    private static Settings.Join join(Section pool) {
        String word = pool.text("join", "auto", JOIN, "auto, request or token");
        return Settings.Join.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private List<CloudSettings> clouds(Section top) {
        List<CloudSettings> clouds = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : top.sections("clouds")) {
            CloudSettings cloud = cloud(section);
            if (!names.add(cloud.name())) {
                section.error("name", "is taken by another cloud: " + cloud.name());
            }
            clouds.add(cloud);
        }
        if (clouds.isEmpty()) {
            top.error("clouds", "is missing or empty; name at least one: clouds: [{name: west, osCloud: west}]");
        }
        return clouds;
    }

    private CloudSettings cloud(Section section) {
        CloudSettings cloud = new CloudSettings(
                cloudName(section),
                login(section),
                section.texts("networks", OBJECT, OBJECT_SHAPE),
                section.texts("securityGroups", OBJECT, OBJECT_SHAPE),
                section.texts("securityGroupsAllowed", OBJECT, OBJECT_SHAPE),
                section.text("keyName", OBJECT, OBJECT_SHAPE),
                section.texts("zones", OBJECT, OBJECT_SHAPE),
                section.number("priority", CloudSettings.PRIORITY, -MANY, MANY),
                section.flag("enabled", CloudSettings.ENABLED),
                section.flag("configDrive", CloudSettings.CONFIG_DRIVE),
                cloudLimits(section.section("limits")),
                timeouts(section.section("timeouts")),
                section.texts("natAddresses", ADDRESS, "an IPv4 or IPv6 address"));
        cloud.natAddresses().stream()
                .filter(address -> !Addresses.isAddress(address))
                .forEach(address -> section.error("natAddresses", "has " + address + ", which is no IP address"));
        section.done();
        return cloud;
    }

    private static String cloudName(Section section) {
        String name = section.requiredText("name", NAME, NAME_SHAPE);
        if (name.equals("default")) {
            section.error("name", "must not be default: jobs write default: for all clouds that they do not name");
        }
        return name;
    }

    private Login login(Section section) {
        Optional<String> osCloud = section.text("osCloud", OBJECT, "the name of an entry in clouds.yaml");
        Optional<Path> openrc = section.optionalPath("openrc");
        if (osCloud.isPresent() && openrc.isPresent()) {
            section.error("openrc", "and osCloud exclude each other; keep one");
        } else if (!section.has("osCloud") && !section.has("openrc")) {
            section.error(
                    "osCloud", "is missing; name an entry of clouds.yaml by it, or a file of OS_ variables by openrc");
        }
        return openrc.<Login>map(Login.Openrc::new).orElseGet(() -> new Login.OsCloud(osCloud.orElse("")));
    }

    private static CloudSettings.Limits cloudLimits(Section section) {
        CloudSettings.Limits otherwise = CloudSettings.Limits.DEFAULT;
        CloudSettings.Limits limits = new CloudSettings.Limits(
                section.number("workers", otherwise.workers(), 0, MANY),
                section.number("cores", otherwise.cores(), 0, MANY),
                section.number("memoryGiB", otherwise.memoryGiB(), 0, MANY),
                section.number("starting", otherwise.starting(), 0, MANY));
        section.done();
        return limits;
    }

    private static CloudSettings.Timeouts timeouts(Section section) {
        CloudSettings.Timeouts otherwise = CloudSettings.Timeouts.DEFAULT;
        CloudSettings.Timeouts timeouts = new CloudSettings.Timeouts(
                section.duration("build", otherwise.build(), MINUTE, DAY),
                section.duration("join", otherwise.join(), MINUTE, DAY));
        section.done();
        return timeouts;
    }

    private static Policy.Defaults defaults(Section section) {
        Policy.Defaults defaults = new Policy.Defaults(
                section.text("vmType", VM_TYPE, VM_TYPE_SHAPE),
                section.text("image", OBJECT, OBJECT_SHAPE),
                section.text("flavor", OBJECT, OBJECT_SHAPE),
                section.text("network", OBJECT, OBJECT_SHAPE),
                section.duration("keepAlive", Settings.DEFAULTS.keepAlive(), Duration.ZERO, YEAR));
        section.done();
        return defaults;
    }

    private static Policy.VmType vmType(Section section) {
        Policy.VmType type = new Policy.VmType(
                section.text("image", OBJECT, OBJECT_SHAPE),
                section.text("flavor", OBJECT, OBJECT_SHAPE),
                section.text("network", OBJECT, OBJECT_SHAPE),
                section.optionalPath("cloudInit").map(Path::toString),
                section.flag("shared", false));
        section.done();
        return type;
    }

    private static Map<String, List<String>> aliases(Section top, List<CloudSettings> clouds) {
        List<String> names = clouds.stream().map(CloudSettings::name).toList();
        Section section = top.section("aliases");
        Map<String, List<String>> aliases =
                top.named("aliases", NAME, NAME_SHAPE, entry -> Optional.of(entry.texts(NAME, NAME_SHAPE)));
        aliases.forEach((alias, targets) -> {
            if (names.contains(alias) || alias.equals("default")) {
                section.error(alias, "has the name of a cloud, or is default; choose another");
            }
            targets.stream()
                    .filter(target -> !names.contains(target))
                    .forEach(target -> section.error(
                            alias, "names " + target + ", which is not under clouds" + Nearest.hint(target, names)));
        });
        return aliases;
    }

    private static Settings.Limits limits(Section section) {
        Settings.Limits otherwise = Settings.Limits.DEFAULT;
        Settings.Limits limits = new Settings.Limits(
                section.named("users", USER, "the name of a user", entry -> entry.number(0, MANY)),
                section.number("workers", otherwise.workers(), 0, MANY),
                section.number("starting", otherwise.starting(), 0, MANY),
                section.number("perTurn", otherwise.perTurn(), 0, MANY),
                section.duration("maxKeepAlive", otherwise.maxKeepAlive(), Duration.ZERO, YEAR));
        section.done();
        return limits;
    }

    private static Settings.Workers workers(Section section) {
        String ccb = section.text("ccb", "auto", CCB, "auto, always or never");
        Settings.Workers workers = new Settings.Workers(
                section.texts("sshKeys", SSH_KEY, "an SSH public key in one line"),
                WorkerOptions.Ccb.valueOf(ccb.toUpperCase(Locale.ROOT)),
                section.text("collectorAddress", ADDRESS, "an IPv4 or IPv6 address"),
                section.optionalPath("install"));
        workers.sshKeys().stream()
                .filter(key -> !WorkerOptions.isSshKey(key))
                .forEach(key -> section.error(
                        "sshKeys",
                        "has a line that is no SSH public key, as in a .pub file: \""
                                + key.substring(0, Math.min(24, key.length())) + "…\""));
        workers.collectorAddress()
                .filter(address -> !Addresses.isAddress(address))
                .ifPresent(address -> section.error("collectorAddress", "is no IP address: " + address));
        section.done();
        return workers;
    }

    private static Settings.Hold hold(Section section) {
        Settings.Hold hold = new Settings.Hold(
                section.flag("enabled", Settings.Hold.DEFAULT.enabled()),
                section.duration("after", Settings.Hold.DEFAULT.after(), MINUTE, YEAR));
        section.done();
        return hold;
    }

    private static Settings.Listen listen(Section section) {
        Settings.Listen listen = new Settings.Listen(
                section.path("socket", Settings.Listen.DEFAULT.socket()),
                section.text("http", Settings.Listen.DEFAULT.http(), LISTEN, "host:port, such as 127.0.0.1:8088"));
        if (listen.httpPort() > 65_535) {
            section.error("http", "has a port above 65535");
        }
        section.done();
        return listen;
    }

    private static Policy.Patience patience(Section section, Duration tokenLife) {
        Policy.Patience otherwise = Policy.Patience.DEFAULT;
        Policy.Patience patience = new Policy.Patience(
                // Below two minutes, a request that is still on its way could be taken for lost.
                section.duration("settle", otherwise.settle(), Duration.ofMinutes(2), DAY),
                section.duration("unseen", otherwise.unseen(), MINUTE, DAY),
                // Jobs on a fenced worker are lost when their lease of 40 minutes ends.
                section.duration("fenceMax", otherwise.fenceMax(), MINUTE, Duration.ofMinutes(30)),
                section.duration("remainder", otherwise.remainder(), SECOND, DAY),
                section.duration("proof", otherwise.proof(), MINUTE, YEAR),
                section.duration("probe", otherwise.probe(), MINUTE, YEAR),
                section.duration("joinGrace", otherwise.joinGrace(), SECOND, DAY),
                section.duration("drainShown", otherwise.drainShown(), MINUTE, DAY),
                section.duration("offDone", otherwise.offDone(), SECOND, DAY),
                section.duration("deleteAgain", otherwise.deleteAgain(), MINUTE, DAY),
                zombies(section, otherwise.zombies()));
        if (section.has("maxAge") && patience.zombies().maxAge().compareTo(tokenLife) >= 0) {
            section.error(
                    "maxAge",
                    "must be shorter than the life of a worker's token, pool.tokenLife: " + tokenLife.toHours() + "h");
        }
        section.done();
        return patience;
    }

    private static Policy.Zombies zombies(Section section, Policy.Zombies otherwise) {
        return new Policy.Zombies(
                section.duration("stopped", otherwise.stopped(), MINUTE, DAY),
                section.duration("useless", otherwise.useless(), MINUTE, DAY),
                section.duration("drainStuck", otherwise.drainStuck(), MINUTE, DAY),
                section.number("deleteAlert", otherwise.deleteAlert(), 1, 1000),
                section.duration("rebuilt", otherwise.rebuilt(), MINUTE, DAY),
                section.duration("twin", otherwise.twin(), MINUTE, DAY),
                // Below two updates of a worker's ads, one that lives could be taken for dead.
                section.duration("ghost", otherwise.ghost(), Duration.ofMinutes(3), DAY),
                section.duration("maxAge", otherwise.maxAge(), MINUTE, YEAR),
                section.duration("shun", otherwise.shun(), MINUTE, YEAR),
                blackHole(section.section("blackHole"), otherwise.blackHole()));
    }

    private static Policy.BlackHole blackHole(Section section, Policy.BlackHole otherwise) {
        Policy.BlackHole hole = new Policy.BlackHole(
                // One or two could be a user's mistake.
                section.number("jobs", otherwise.jobs(), 3, 100),
                section.duration("within", otherwise.within(), SECOND, Duration.ofHours(1)),
                section.flag("anyExit", otherwise.anyExit()),
                section.duration("keep", otherwise.keep(), MINUTE, Duration.ofDays(30)));
        section.done();
        return hole;
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }
}

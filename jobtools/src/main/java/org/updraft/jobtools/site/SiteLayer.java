package org.updraft.jobtools.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.updraft.autoscaler.yaml.Section;
import org.updraft.autoscaler.yaml.SettingsError;
import org.updraft.autoscaler.yaml.Source;
import org.updraft.jobtools.policy.Policy;
import org.updraft.jobtools.policy.PolicyReader;

/** What one file says of the site; what it leaves out, another says or nobody. */
record SiteLayer(
        Path file,
        Optional<Path> socket,
        Optional<Path> tools,
        Optional<Path> condorConfig,
        Optional<String> schedd,
        List<SiteCloud> clouds,
        Map<String, String> projects,
        Optional<String> architecture,
        Optional<Path> credentialFile,
        List<String> credentialCommand,
        Optional<Duration> credentialLeast,
        Optional<Path> credentialHelper,
        Optional<Integer> mostJobs,
        Policy policy) {

    private static final Pattern CLOUD = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");
    private static final Pattern OBJECT = Pattern.compile("[^\\p{Cntrl}]{1,255}");
    private static final String OBJECT_SHAPE = "a name or id of at most 255 characters";
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,252}");
    private static final Pattern ARGUMENT = Pattern.compile("[^\\p{Cntrl}]{0,1000}");
    private static final Duration YEAR = Duration.ofDays(365);

    /** Empty if there is no reading it at all; mistakes are added to {@code errors}. */
    static Optional<SiteLayer> read(Path file, List<SettingsError> errors) {
        Source source = new Source(file);
        Optional<SiteLayer> layer = source.top().map(top -> of(file, new Section(source, "", top)));
        errors.addAll(source.errors());
        return layer;
    }

    private static SiteLayer of(Path file, Section top) {
        Section condor = top.section("condor");
        Section credential = top.section("credential");
        SiteLayer layer = new SiteLayer(
                file,
                top.optionalPath("service"),
                condor.optionalPath("tools"),
                condor.optionalPath("config"),
                condor.text("schedd", WORD, "the name of a schedd, as condor_status -schedd shows it"),
                top.sections("clouds").stream().map(SiteLayer::cloud).toList(),
                top.named("projects", WORD, "a project's id", entry -> entry.text(OBJECT, OBJECT_SHAPE)),
                top.text("architecture", WORD, "an architecture as HTCondor spells it, such as X86_64"),
                credential.optionalPath("file"),
                credential.texts("command", ARGUMENT, "a program and its arguments, one by one"),
                credential.has("least")
                        ? Optional.of(credential.duration("least", Site.Credential.LEAST, Duration.ofMinutes(1), YEAR))
                        : Optional.empty(),
                credential.optionalPath("helper"),
                top.has("mostJobs")
                        ? Optional.of(top.number("mostJobs", Site.MOST_JOBS, 1, 10_000_000))
                        : Optional.empty(),
                PolicyReader.read(top.section("policy")));
        condor.done();
        credential.done();
        top.done();
        return layer;
    }

    private static SiteCloud cloud(Section cloud) {
        String name = cloud.requiredText("name", CLOUD, "1 to 31 of a-z, 0-9 and -, not beginning with -");
        Optional<String> osCloud = cloud.text("osCloud", OBJECT, "an entry of clouds.yaml");
        Optional<Path> openrc = cloud.optionalPath("openrc");
        if (osCloud.isPresent() && openrc.isPresent()) {
            cloud.error("openrc", "and osCloud both say where the credentials are; keep one");
        }
        SiteCloud.Login login = osCloud.<SiteCloud.Login>map(SiteCloud.Login.OsCloud::new)
                .or(() -> openrc.map(SiteCloud.Login.Openrc::new))
                .orElseGet(SiteCloud.Login.Environment::new);
        SiteCloud read = new SiteCloud(name, login, cloud.text("batchProject", OBJECT, OBJECT_SHAPE));
        cloud.done();
        return read;
    }

    /** What a later file says wins; a cloud of the same name is replaced, others are added. */
    static Site together(List<SiteLayer> layers, Policy policy) {
        Map<String, SiteCloud> clouds = new LinkedHashMap<>();
        Map<String, String> projects = new LinkedHashMap<>();
        List<String> command = List.of();
        for (SiteLayer layer : layers) {
            layer.clouds.forEach(cloud -> clouds.put(cloud.name(), cloud));
            projects.putAll(layer.projects);
            command = layer.credentialCommand.isEmpty() ? command : layer.credentialCommand;
        }
        return new Site(
                layers.stream().map(SiteLayer::file).toList(),
                last(layers, SiteLayer::socket),
                new Site.Condor(
                        last(layers, SiteLayer::tools),
                        last(layers, SiteLayer::condorConfig),
                        last(layers, SiteLayer::schedd)),
                new ArrayList<>(clouds.values()),
                projects,
                last(layers, SiteLayer::architecture).orElse(Site.ARCHITECTURE),
                new Site.Credential(
                        last(layers, SiteLayer::credentialFile),
                        command,
                        last(layers, SiteLayer::credentialLeast).orElse(Site.Credential.LEAST),
                        last(layers, SiteLayer::credentialHelper)),
                last(layers, SiteLayer::mostJobs).orElse(Site.MOST_JOBS),
                policy);
    }

    private static <T> Optional<T> last(List<SiteLayer> layers, Function<SiteLayer, Optional<T>> value) {
        Optional<T> found = Optional.empty();
        for (SiteLayer layer : layers) {
            Optional<T> said = value.apply(layer);
            found = said.isPresent() ? said : found;
        }
        return found;
    }
}

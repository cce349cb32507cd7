package org.updraft.jobtools.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.yaml.SettingsError;
import org.updraft.jobtools.policy.Policy;
import org.updraft.jobtools.policy.PolicyReader;

/** Finds the files that say what a site is like, and puts them together. */
public final class SiteFiles {

    public static final Path SITE = Path.of("/etc/updraft/jobtools.yaml");
    private static final Path OF_USER = Path.of("updraft", "jobtools.yaml");

    private final Path site;
    private final Optional<Path> user;

    /** @param user need not exist */
    SiteFiles(Path site, Optional<Path> user) {
        this.site = site;
        this.user = user;
    }

    /**
     * @param site the site's own file
     * @param environment tells where the user's is
     */
    public static SiteFiles of(Path site, Map<String, String> environment) {
        Optional<Path> home = Optional.ofNullable(environment.get("HOME"))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
        Optional<Path> config = Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .or(() -> home.map(folder -> folder.resolve(".config")));
        return new SiteFiles(site, config.map(folder -> folder.resolve(OF_USER)));
    }

    /** A site, or every mistake in its files. */
    public sealed interface Loaded {
        record Good(Site site) implements Loaded {}

        record Faulty(List<SettingsError> errors) implements Loaded {}
    }

    /** @param named a file given on the command line, which must exist */
    public Loaded load(Optional<Path> named) {
        List<SettingsError> errors = new ArrayList<>();
        List<SiteLayer> layers = new ArrayList<>();
        if (Files.exists(site)) {
            SiteLayer.read(site, errors).ifPresent(layers::add);
        }
        Policy policy = PolicyReader.builtIn();
        for (SiteLayer layer : layers) {
            policy = policy.under(layer.policy());
        }
        List<SiteLayer> users = new ArrayList<>();
        user.filter(Files::exists).flatMap(file -> SiteLayer.read(file, errors)).ifPresent(users::add);
        named.flatMap(file -> SiteLayer.read(file, errors)).ifPresent(users::add);
        for (SiteLayer layer : users) {
            policy = policy.withUsers(layer.policy());
        }
        layers.addAll(users);
        return errors.isEmpty() ? new Loaded.Good(SiteLayer.together(layers, policy)) : new Loaded.Faulty(errors);
    }
}

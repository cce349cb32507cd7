package org.updraft.openstack.credentials;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads one cloud of a clouds.yaml, merged with the secure.yaml beside it. A clouds.yaml in the working directory is not looked
 * for: where a service happens to be started must not decide which cloud it bills.
 */
public final class CloudsYaml {
    private static final String NAME = "clouds.yaml";

    private CloudsYaml() {}

    /**
     * The cloud from the file that OpenStack's client would use: OS_CLIENT_CONFIG_FILE, else
     * {@code ~/.config/openstack/clouds.yaml}, else {@code /etc/openstack/clouds.yaml}.
     *
     * @param environment such as {@link System#getenv()}
     */
    public static Loaded find(String cloud, Map<String, String> environment) throws CredentialsException {
        String named = environment.getOrDefault("OS_CLIENT_CONFIG_FILE", "");
        if (!named.isEmpty()) {
            return load(Path.of(named), cloud);
        }
        List<Path> places = places(environment);
        for (Path place : places) {
            if (Files.exists(place)) {
                return load(place, cloud);
            }
        }
        throw new CredentialsException(
                "found no clouds.yaml for the cloud " + cloud + "; looked at OS_CLIENT_CONFIG_FILE, "
                        + String.join(", ", places.stream().map(Path::toString).toList()));
    }

    private static List<Path> places(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String config = environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config");
        return List.of(Path.of(config, "openstack", NAME), Path.of("/etc/openstack", NAME));
    }

    /** The cloud from this file, and from secure.yaml in the same folder if there is one. */
    public static Loaded load(Path file, String cloud) throws CredentialsException {
        SecretFile main = SecretFile.read(file);
        List<String> warnings = new ArrayList<>(main.warnings());
        CloudEntry entry = CloudEntry.in(main, cloud)
                .orElseThrow(() -> new CredentialsException(file + ": there is no cloud " + cloud + " under clouds"));
        Map<String, String> values = new TreeMap<>(entry.values());
        Path secure = file.resolveSibling("secure.yaml");
        if (Files.exists(secure)) {
            SecretFile secret = SecretFile.read(secure);
            warnings.addAll(secret.warnings());
            Optional<CloudEntry> more = CloudEntry.in(secret, cloud);
            more.ifPresent(secrets -> values.putAll(secrets.values()));
        }
        boolean holdsSecret =
                Stream.of("password", "application_credential_secret").anyMatch(values::containsKey);
        return new Loaded(
                new Settings(file + ", cloud " + cloud, values).credentials(), holdsSecret ? warnings : List.of());
    }
}

package org.updraft.openstack.credentials;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.Credentials.Identity;
import org.updraft.openstack.Credentials.Named;

/**
 * The settings of one login under the names that clouds.yaml uses ({@code auth_url}, {@code user_domain_name} …), whatever
 * file they came from, and the rules by which they make {@link Credentials}.
 *
 * @param source for messages: the file, and the cloud in it
 */
record Settings(String source, Map<String, String> values) {
    private static final Set<String> INTERFACES = Set.of("public", "internal", "admin");

    Settings {
        Map<String, String> filled = new TreeMap<>(values);
        filled.values().removeIf(String::isEmpty); // an empty OS_ variable is an unset one
        values = filled;
    }

    Credentials credentials() throws CredentialsException {
        refuseWhatIsNotDone();
        return new Credentials(authUrl(), identity(), maybe("region_name"), endpointInterface(), caFile(), timeout());
    }

    private void refuseWhatIsNotDone() throws CredentialsException {
        if (maybe("verify").filter(this::isNo).isPresent()
                || maybe("insecure").filter(yes -> !isNo(yes)).isPresent()) {
            throw wrong("TLS without verification is not done; name the cloud's CA file as cacert instead");
        }
        if (maybe("identity_api_version").filter(v -> !v.matches("3(\\.\\d+)?")).isPresent()) {
            throw wrong("identity_api_version is " + values.get("identity_api_version") + ", only 3 is spoken");
        }
        if (maybe("cert").isPresent()) {
            throw wrong(
                    "client certificates (cert, key) are not supported; use a password or an application credential");
        }
    }

    private URI authUrl() throws CredentialsException {
        String text = need("auth_url");
        try {
            URI url = new URI(text);
            if (url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new CredentialsException(source + ": auth_url is not an address: " + e.getReason(), e);
        }
        throw wrong("auth_url is not an http or https address: " + text);
    }

    private Identity identity() throws CredentialsException {
        String type = maybe("auth_type").orElse(hasApplicationCredential() ? "v3applicationcredential" : "password");
        return switch (type) {
            case "password", "v3password" -> password();
            case "v3applicationcredential" -> applicationCredential();
            default ->
                throw wrong("auth_type " + type + " is not supported; it is password or v3applicationcredential");
        };
    }

    private boolean hasApplicationCredential() {
        return values.keySet().stream().anyMatch(key -> key.startsWith("application_credential_"));
    }

    private Identity password() throws CredentialsException {
        Named user = named("user", "user_id", "username");
        Named project = named("project", "project_id", "project_name");
        return new Identity.Password(user, need("password"), project);
    }

    private Identity applicationCredential() throws CredentialsException {
        String secret = need("application_credential_secret");
        Optional<String> id = maybe("application_credential_id");
        if (id.isPresent()) {
            return new Identity.ApplicationCredential(id, Optional.empty(), Optional.empty(), secret);
        }
        String name = need("application_credential_id", "application_credential_name");
        Named user = named("user", "user_id", "username");
        return new Identity.ApplicationCredential(Optional.empty(), Optional.of(name), Optional.of(user), secret);
    }

    /** By id; or by name, which needs a domain: its own, or the default one. */
    private Named named(String kind, String idKey, String nameKey) throws CredentialsException {
        Optional<String> id = maybe(idKey);
        if (id.isPresent()) {
            return new Named(id, Optional.empty(), Optional.empty(), Optional.empty());
        }
        String name = need(idKey, nameKey);
        Optional<String> domainId = first(kind + "_domain_id", "domain_id");
        Optional<String> domainName = first(kind + "_domain_name", "domain_name");
        if (domainId.isEmpty() && domainName.isEmpty()) {
            domainId = Optional.of(maybe("default_domain").orElse("default"));
        }
        return new Named(
                Optional.empty(), Optional.of(name), domainId, domainId.isPresent() ? Optional.empty() : domainName);
    }

    private String endpointInterface() throws CredentialsException {
        String text = first("interface", "endpoint_type").orElse("public");
        String word = text.endsWith("URL") ? text.substring(0, text.length() - 3) : text;
        if (!INTERFACES.contains(word)) {
            throw wrong("the interface is " + text + "; it is one of public, internal, admin");
        }
        return word;
    }

    private Duration timeout() throws CredentialsException {
        Optional<String> text = maybe("api_timeout");
        if (text.isEmpty()) {
            return Credentials.TIMEOUT_DEFAULT;
        }
        if (!text.get().matches("[1-9]\\d{0,2}")) {
            throw wrong("api_timeout is " + text.get() + "; it is a number of seconds from 1 to 999");
        }
        return Duration.ofSeconds(Long.parseLong(text.get()));
    }

    private Optional<Path> caFile() throws CredentialsException {
        try {
            return maybe("cacert").map(Settings::path);
        } catch (InvalidPathException e) {
            throw wrong("the CA file's path is none on this machine: " + e.getReason());
        }
    }

    private static Path path(String text) {
        return text.startsWith("~/") ? Path.of(System.getProperty("user.home"), text.substring(2)) : Path.of(text);
    }

    private boolean isNo(String text) {
        return text.equalsIgnoreCase("false") || text.equalsIgnoreCase("no") || text.equals("0");
    }

    private Optional<String> maybe(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private Optional<String> first(String... keys) {
        return Stream.of(keys).map(this::maybe).flatMap(Optional::stream).findFirst();
    }

    private String need(String... keys) throws CredentialsException {
        return first(keys).orElseThrow(() -> wrong("there is no " + String.join(" and no ", Arrays.asList(keys))));
    }

    private CredentialsException wrong(String what) {
        return new CredentialsException(source + ": " + what);
    }
}

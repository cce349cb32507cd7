package org.updraft.openstack.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.client.CloudProvider;
import org.openstack4j.api.types.Facing;
import org.openstack4j.core.transport.Config;
import org.openstack4j.model.identity.URLResolverParams;
import org.openstack4j.model.identity.v3.Token;
import org.openstack4j.openstack.internal.OSAuthenticator;
import org.updraft.openstack.Binding;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.adapter.connector.CloudHttp;
import org.updraft.openstack.adapter.connector.HttpFailure;
import org.updraft.openstack.adapter.connector.JdkConnector;

/** Logs in, once per call. Failures come as {@link HttpFailure} and {@link Catalog.BadCatalog}. */
final class Keystone {
    private static final Duration RENEW_BEFORE_END = Duration.ofMinutes(5);

    private final String url;
    private final Credentials credentials;
    private final CloudHttp http;
    private final InstantSource clock;

    Keystone(Credentials credentials, CloudHttp http, InstantSource clock) {
        this.url = v3(credentials.authUrl());
        this.credentials = credentials;
        this.http = http;
        this.clock = clock;
    }

    String url() {
        return url;
    }

    Login logIn() {
        Token token = token();
        Catalog catalog = new Catalog(token, credentials.endpointInterface(), credentials.region());
        Config config = Config.newConfig().withEndpointURLResolver(new Route(http, catalog));
        Instant expiresAt = token.getExpires().toInstant();
        return new Login(token, binding(token, catalog), catalog, config, renewAt(expiresAt), expiresAt);
    }

    private Token token() {
        Config config = Config.newConfig().withEndpointURLResolver(new Unrouted(http));
        KeystoneLogin login = new KeystoneLogin(credentials.identity());
        OSClientV3 client =
                (OSClientV3) OSAuthenticator.invoke(login, url, Facing.PUBLIC, config, CloudProvider.UNKNOWN);
        Token token = client.getToken();
        if (token.getId() == null || token.getExpires() == null || token.getUser() == null) {
            throw new HttpFailure.Unreadable("the login answered without a token, its end or its user", null);
        }
        if (token.getProject() == null) {
            throw new HttpFailure.Unreadable("the login answered without a project", null);
        }
        return token;
    }

    /** Five minutes early, so that a short outage of Keystone is not felt; half-way for tokens that live no longer. */
    private Instant renewAt(Instant expiresAt) {
        Duration life = Duration.between(clock.instant(), expiresAt);
        Duration early = life.dividedBy(2);
        return expiresAt.minus(early.compareTo(RENEW_BEFORE_END) < 0 ? early : RENEW_BEFORE_END);
    }

    private Binding binding(Token token, Catalog catalog) {
        return new Binding(
                url,
                token.getProject().getId(),
                catalog.region(),
                token.getUser().getDomain() == null
                        ? ""
                        : token.getUser().getDomain().getId(),
                token.getProject().getName(),
                token.getUser().getName(),
                credentialEnd(token));
    }

    /** Keystone says it of a password in the token, of an application credential on request. Empty if it does not say. */
    private Optional<Instant> credentialEnd(Token token) {
        JsonNode shown = ask(token, "/auth/tokens?nocatalog").path("token");
        JsonNode credential = shown.path("application_credential").path("id");
        if (!credential.isTextual()) {
            return instant(shown.path("user").path("password_expires_at"));
        }
        String path = "/users/" + token.getUser().getId() + "/application_credentials/" + credential.asText();
        return instant(ask(token, path).path("application_credential").path("expires_at"));
    }

    private JsonNode ask(Token token, String path) {
        try {
            return http.send(request(token, path)).json();
        } catch (HttpFailure.Refused refused) {
            if (refused.status() == 403 || refused.status() == 404) {
                return MissingNode.getInstance();
            }
            throw refused;
        }
    }

    private HttpRequest request(Token token, String path) {
        try {
            return HttpRequest.newBuilder(URI.create(url + path))
                    .header("Accept", "application/json")
                    .header("X-Auth-Token", token.getId())
                    .header("X-Subject-Token", token.getId())
                    .build();
        } catch (IllegalArgumentException e) {
            throw HttpFailure.unsendable(e);
        }
    }

    /** Keystone writes UTC, often without saying so. */
    private static Optional<Instant> instant(JsonNode text) {
        if (!text.isTextual()) {
            return Optional.empty();
        }
        try {
            String utc = text.asText().endsWith("Z")
                    ? text.asText().substring(0, text.asText().length() - 1)
                    : text.asText();
            return Optional.of(LocalDateTime.parse(utc).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new HttpFailure.Unreadable("the end of the credential is not a time: " + text, e);
        }
    }

    private static String v3(URI authUrl) {
        String url = authUrl.toString().replaceAll("/+$", "");
        return url.endsWith("/v3") ? url : url.replaceAll("/v2\\.0$", "") + "/v3";
    }

    /** Logging in needs the client and no address of a service. */
    private record Unrouted(CloudHttp http) implements JdkConnector.OneCloud {
        @Override
        public String findURLV3(URLResolverParams params) {
            throw new IllegalStateException("not logged in yet");
        }

        @Override
        public String findURLV2(URLResolverParams params) {
            throw new IllegalStateException("Keystone v2.0 is not spoken here");
        }
    }
}

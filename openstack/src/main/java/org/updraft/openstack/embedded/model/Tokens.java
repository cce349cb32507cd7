package org.updraft.openstack.embedded.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logins: by password, by application credential, by another token. */
public final class Tokens {
    private static final int TOKENS_MAX = 10_000;

    private final Identity identity;
    private final Chance chance;
    private final Time time;
    private final Duration life;
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final Map<String, AppCredential> appCredentials = new LinkedHashMap<>();

    Tokens(Identity identity, Chance chance, Time time, Duration life) {
        this.identity = identity;
        this.chance = chance;
        this.time = time;
        this.life = life;
    }

    /** @param project empty for an unscoped token */
    public Token byPassword(Identity.User user, String password, Optional<Identity.Project> project) {
        if (!same(user.password(), password)) {
            throw new Refusal.Unauthorized();
        }
        return issue(
                "password",
                user,
                project,
                rolesIn(user, project),
                Optional.empty(),
                time.now().plus(life));
    }

    public Token byAppCredential(AppCredential credential, String secret) {
        boolean expired =
                credential.expiresAt().map(end -> !time.now().isBefore(end)).orElse(false);
        if (expired || !same(credential.secret(), secret)) {
            throw new Refusal.Unauthorized();
        }
        Instant end = time.now().plus(life);
        Instant capped = credential.expiresAt().filter(end::isAfter).orElse(end);
        return issue(
                "application_credential",
                credential.user(),
                Optional.of(credential.project()),
                credential.roles(),
                Optional.of(credential),
                capped);
    }

    /** Another scope for the same login; the new token ends when the old one does. */
    public Token byToken(Token old, Optional<Identity.Project> project) {
        return issue("token", old.user(), project, rolesIn(old.user(), project), old.appCredential(), old.expiresAt());
    }

    /** The token of this id, or a 401 if it is unknown, revoked or expired. */
    public Token valid(String id) {
        Token token = tokens.get(id);
        if (token == null || !time.now().isBefore(token.expiresAt())) {
            throw new Refusal.Unauthorized();
        }
        return token;
    }

    public void revoke(String id) {
        tokens.remove(id);
    }

    /** Every token is void from now on. */
    public void revokeAll() {
        tokens.clear();
    }

    public AppCredential addAppCredential(
            Identity.User user,
            Identity.Project project,
            String name,
            String description,
            List<Identity.Role> roles,
            Optional<Instant> expiresAt,
            Optional<Boolean> unrestricted) {
        boolean taken =
                appCredentialsOf(user).stream().anyMatch(other -> other.name().equals(name));
        if (taken) {
            throw new Refusal.Conflict(
                    "Conflict occurred attempting to store application_credential - Duplicate entry found with name "
                            + name + ".");
        }
        AppCredential credential = new AppCredential(
                chance.hexId(),
                name,
                description,
                user,
                project,
                List.copyOf(roles),
                expiresAt,
                unrestricted,
                chance.secret(86));
        appCredentials.put(credential.id(), credential);
        return credential;
    }

    public List<AppCredential> appCredentialsOf(Identity.User user) {
        return appCredentials.values().stream()
                .filter(credential -> credential.user().id().equals(user.id()))
                .toList();
    }

    public Optional<AppCredential> appCredential(String id) {
        return Optional.ofNullable(appCredentials.get(id));
    }

    /** Tokens made with it go on until they expire: the services cache them. */
    public void deleteAppCredential(String id) {
        if (appCredentials.remove(id) == null) {
            throw new Refusal.NotFound("Could not find Application Credential: " + id + ".");
        }
    }

    private List<Identity.Role> rolesIn(Identity.User user, Optional<Identity.Project> project) {
        List<Identity.Role> roles =
                project.map(known -> identity.roles(user, known)).orElse(List.of());
        if (project.isPresent() && roles.isEmpty()) {
            throw new Refusal.Unauthorized();
        }
        return roles;
    }

    private Token issue(
            String method,
            Identity.User user,
            Optional<Identity.Project> project,
            List<Identity.Role> roles,
            Optional<AppCredential> credential,
            Instant expiresAt) {
        Token token = new Token(
                "gAAAAAB" + chance.secret(176),
                method,
                user,
                project,
                roles,
                credential,
                time.now(),
                expiresAt,
                chance.secret(22));
        forgetOldest();
        tokens.put(token.id(), token);
        return token;
    }

    private void forgetOldest() {
        if (tokens.size() >= TOKENS_MAX) {
            Instant now = time.now();
            tokens.values().removeIf(token -> !now.isBefore(token.expiresAt()));
        }
        if (tokens.size() >= TOKENS_MAX) {
            tokens.remove(tokens.keySet().iterator().next());
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}

package org.updraft.openstack.adapter;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRootName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openstack4j.openstack.common.Auth;
import org.openstack4j.openstack.identity.v3.domain.KeystoneAuth;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.Credentials.Named;

/**
 * The body of POST /v3/auth/tokens. openstack4j's own knows no application credentials and mixes up ids and names of domains,
 * so this one says it all itself and shows nothing of its base class.
 */
@JsonRootName("auth")
@JsonAutoDetect(
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE,
        fieldVisibility = JsonAutoDetect.Visibility.NONE)
final class KeystoneLogin extends KeystoneAuth {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> body;

    KeystoneLogin(Credentials.Identity identity) {
        super(null, Auth.Type.CREDENTIALS);
        this.body = switch (identity) {
            case Credentials.Identity.Password password -> password(password);
            case Credentials.Identity.ApplicationCredential credential ->
                Map.of("identity", applicationCredential(credential));
        };
    }

    @JsonProperty("identity")
    @Nullable
    Object identity() {
        return body.get("identity");
    }

    @JsonProperty("scope")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable
    Object scope() {
        return body.get("scope");
    }

    private static Map<String, Object> password(Credentials.Identity.Password login) {
        Map<String, Object> user = named(login.user());
        user.put("password", login.password());
        return Map.of(
                "identity", Map.of("methods", List.of("password"), "password", Map.of("user", user)),
                "scope", Map.of("project", named(login.project())));
    }

    private static Map<String, Object> applicationCredential(Credentials.Identity.ApplicationCredential login) {
        Map<String, Object> credential = new TreeMap<>();
        login.id().ifPresent(id -> credential.put("id", id));
        if (login.id().isEmpty()) {
            login.name().ifPresent(name -> credential.put("name", name));
            login.user().ifPresent(user -> credential.put("user", named(user)));
        }
        credential.put("secret", login.secret());
        return Map.of("methods", List.of("application_credential"), "application_credential", credential);
    }

    /** Keystone takes an id alone, or a name within a domain. */
    private static Map<String, Object> named(Named named) {
        Map<String, Object> json = new TreeMap<>();
        if (named.id().isPresent()) {
            json.put("id", named.id().get());
            return json;
        }
        named.name().ifPresent(name -> json.put("name", name));
        Optional<Map<String, String>> domain = named.domainId()
                .map(id -> Map.of("id", id))
                .or(() -> named.domainName().map(name -> Map.of("name", name)));
        domain.ifPresent(d -> json.put("domain", d));
        return json;
    }
}

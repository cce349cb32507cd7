package org.updraft.openstack.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.Credentials.Identity;

class CloudsYamlTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("clouds.yaml");
    }

    @Test
    void aCaFileThatNoMachineCanHaveIsRefused() throws Exception {
        Files.writeString(
                file,
                "clouds: {a: {cacert: \"/ca\\0.pem\", auth: {auth_url: 'http://x', username: u, password: p, project_name: n}}}");
        assertThatThrownBy(() -> CloudsYaml.load(file, "a"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("CA file");
    }

    @Test
    void readsAUserWithProjectAndDomains() throws Exception {
        write("""
                clouds:
                  arbutus:
                    auth:
                      auth_url: https://arbutus.example:5000/v3
                      username: ops
                      password: 0755
                      project_name: batch
                      user_domain_name: Default
                      project_domain_id: d1
                    region_name: RegionOne
                    interface: internal
                    cacert: /etc/ssl/ca.pem
                    api_timeout: 20
                """);
        Credentials credentials = CloudsYaml.load(file, "arbutus").credentials();
        assertThat(credentials.authUrl()).isEqualTo(URI.create("https://arbutus.example:5000/v3"));
        assertThat(credentials.region()).contains("RegionOne");
        assertThat(credentials.endpointInterface()).isEqualTo("internal");
        assertThat(credentials.caFile()).contains(Path.of("/etc/ssl/ca.pem"));
        assertThat(credentials.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(credentials.identity()).isInstanceOfSatisfying(Identity.Password.class, login -> {
            assertThat(login.password()).isEqualTo("0755");
            assertThat(login.user().domainName()).contains("Default");
            assertThat(login.project().name()).contains("batch");
            assertThat(login.project().domainId()).contains("d1");
        });
    }

    @Test
    void anAnchorMergedByTwoCloudsIsReadForBoth() throws Exception {
        write("""
                clouds:
                  a: &base
                    auth: {auth_url: "http://h/v3", username: u, password: p, project_id: p1}
                    region_name: North
                  b:
                    <<: *base
                    region_name: South
                """);
        assertThat(CloudsYaml.load(file, "b").credentials().region()).contains("South");
        assertThat(CloudsYaml.load(file, "b").credentials().authUrl()).isEqualTo(URI.create("http://h/v3"));
    }

    @Test
    void secretsComeFromTheFileBesideIt() throws Exception {
        write("""
                clouds:
                  a:
                    auth_type: v3applicationcredential
                    auth: {auth_url: "http://h/v3", application_credential_id: id1}
                """);
        Files.writeString(
                folder.resolve("secure.yaml"), "clouds: {a: {auth: {application_credential_secret: \"no\"}}}");
        assertThat(CloudsYaml.load(file, "a").credentials().identity())
                .isEqualTo(new Identity.ApplicationCredential(
                        Optional.of("id1"), Optional.empty(), Optional.empty(), "no"));
    }

    @Test
    void aFileThatEverybodyMayReadIsWarnedOf() throws Exception {
        write("clouds: {a: {auth: {auth_url: \"http://h/v3\", username: u, password: p, project_id: p1}}}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(CloudsYaml.load(file, "a").warnings())
                .singleElement()
                .asString()
                .contains("chmod o=");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(CloudsYaml.load(file, "a").warnings()).isEmpty();
    }

    @Test
    void aNamedFileIsTakenBeforeTheOneInTheHome() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home/.config/openstack"));
        Files.writeString(home.resolve("clouds.yaml"), plain("http://home/v3"));
        write(plain("http://named/v3"));
        Map<String, String> both =
                Map.of("HOME", folder.resolve("home").toString(), "OS_CLIENT_CONFIG_FILE", file.toString());
        assertThat(CloudsYaml.find("a", both).credentials().authUrl()).hasHost("named");
        Map<String, String> homeOnly = Map.of("HOME", folder.resolve("home").toString());
        assertThat(CloudsYaml.find("a", homeOnly).credentials().authUrl()).hasHost("home");
    }

    @Test
    void mistakesAreNamedWithTheirPlaceAndWithoutTheSecret() throws Exception {
        wrong("clouds: {b: {}}", "there is no cloud a under clouds");
        wrong("clouds:\n  a: [1]\n", ":2:6: here must be a mapping");
        wrong("clouds:\n  a:\n    auth: {password: geheim\n  x", ":4:4: not valid YAML");
        wrong("clouds:\n  a: {region_name: x, region_name: y}\n", ":2:23: region_name is written twice");
        wrong("clouds: {a: &a {<<: *a}}", "more than 10 deep");
        wrong("clouds: {a: {auth: {password: *geheim}}}", ":1:31: not valid YAML: found undefined alias");
        wrong("clouds: {a: {profile: rackspace}}", "profile of clouds-public.yaml is not looked up");
        wrong(plain("http://h/v3").replace("password: geheim,", ""), "there is no password");
        wrong(plain("nonsense"), "auth_url is not an http or https address: nonsense");
        wrong(plain("http://h/v3").replace("}}}", "}, verify: false}}"), "name the cloud's CA file as cacert");
        wrong(plain("http://h/v3").replace("}}}", "}, interface: x}}"), "one of public, internal, admin");
        wrong(plain("http://h/v3").replace("}}}", "}, auth_type: v3oidc}}"), "auth_type v3oidc is not supported");
        wrong(plain("http://h/v3").replace("}}}", "}, identity_api_version: 2}}"), "only 3 is spoken");
    }

    private static String plain(String url) {
        return "clouds: {a: {auth: {auth_url: \"" + url + "\", username: u, password: geheim, project_id: p1}}}";
    }

    private void wrong(String yaml, String message) throws IOException {
        write(yaml);
        assertThatThrownBy(() -> CloudsYaml.load(file, "a"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("geheim");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file, yaml);
    }
}

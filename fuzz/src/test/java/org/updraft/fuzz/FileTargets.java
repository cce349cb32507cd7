package org.updraft.fuzz;

import static org.updraft.fuzz.Samples.files;
import static org.updraft.fuzz.Samples.of;
import static org.updraft.fuzz.Samples.together;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.settings.Settings;
import org.updraft.jobtools.credential.BearerToken;
import org.updraft.jobtools.credential.Certificate;
import org.updraft.jobtools.site.SiteFiles;
import org.updraft.openstack.credentials.CloudsYaml;
import org.updraft.openstack.credentials.CredentialsException;
import org.updraft.openstack.credentials.Openrc;

/** Files that operators and users write by hand. */
final class FileTargets {

    private static final List<byte[]> CLOUDS = of("""
            clouds:
              west: &w
                auth: {auth_url: "https://keystone.example.org:5000/v3", username: u, password: p, project_name: x,
                  user_domain_name: Default, project_domain_id: default}
                region_name: RegionOne
                interface: public
                verify: true
                cacert: /etc/ca.pem
              east:
                <<: *w
                auth_type: v3applicationcredential
                auth:
                  auth_url: http://[::1]:5000
                  application_credential_id: 0123
                  application_credential_secret: hush
                regions: [{name: a, values: {}}]
            """);

    private static final List<byte[]> OPENRC = of("""
            #!/usr/bin/env bash
            export OS_AUTH_URL=https://keystone.example.org:5000/v3
            export OS_PROJECT_NAME="proj a"
            export OS_USER_DOMAIN_NAME='Default'
            if [ -z "$OS_USER_DOMAIN_NAME" ]; then unset OS_USER_DOMAIN_NAME; fi
            unset OS_TENANT_ID OS_TENANT_NAME
            export OS_USERNAME=u\\ v
            echo "Please enter your OpenStack Password: "
            read -sr OS_PASSWORD_INPUT
            export OS_PASSWORD=$OS_PASSWORD_INPUT
            export OS_REGION_NAME="RegionOne"
            """, """
            OS_AUTH_TYPE=v3applicationcredential
            OS_AUTH_URL="http://127.0.0.1:5000"
            OS_APPLICATION_CREDENTIAL_ID=abc
            OS_APPLICATION_CREDENTIAL_SECRET='a"b$c'
            """);

    private FileTargets() {}

    static List<Target> all() {
        Scratch scratch = new Scratch();
        return List.of(
                new Target(
                        "settings",
                        files("docs/updraft.example.yaml"),
                        60,
                        input -> Settings.load(scratch.file("updraft.yaml", input)) instanceof Settings.Loaded.Good),
                new Target(
                        "site",
                        together(files("docs/jobtools.example.yaml"), POLICY),
                        25,
                        input -> SiteFiles.of(scratch.folder().resolve("none"), Map.of())
                                        .load(Optional.of(scratch.file("jobtools.yaml", input)))
                                instanceof SiteFiles.Loaded.Good),
                new Target("clouds-yaml", CLOUDS, 15, input -> {
                    try {
                        CloudsYaml.load(scratch.file("clouds.yaml", input), "west");
                        CloudsYaml.load(scratch.file("clouds.yaml", input), "east");
                        return true;
                    } catch (CredentialsException refused) {
                        return false;
                    }
                }),
                new Target("openrc", OPENRC, 6, input -> {
                    try {
                        Openrc.load(scratch.file("openrc", input));
                        return true;
                    } catch (CredentialsException refused) {
                        return false;
                    }
                }),
                new Target(
                        "certificate",
                        files("jobtools/**/*.pem"),
                        3,
                        input -> Certificate.at(scratch.file("proxy.pem", input)) instanceof Certificate.State.Found),
                new Target("bearer-token", BEARER, 2, input -> {
                    try {
                        BearerToken.ends(scratch.file("token", input));
                        return true;
                    } catch (IOException refused) {
                        return false;
                    }
                }));
    }

    private static final List<byte[]> POLICY = files("packaging/policy.yaml").stream()
            .map(rules -> "policy:\n" + new String(rules, StandardCharsets.UTF_8).indent(2))
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    /** {"alg":"none"} . {"exp":1795608000,"sub":"x"} . nothing */
    private static final List<byte[]> BEARER =
            of("eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTU2MDgwMDAsInN1YiI6IngifQ.", "aa.bb.cc");
}

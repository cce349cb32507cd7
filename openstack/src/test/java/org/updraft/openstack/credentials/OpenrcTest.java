package org.updraft.openstack.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.Credentials.Identity;

class OpenrcTest {
    /** As the dashboard writes it, but for the lines that ask for the password. */
    private static final String HORIZON = """
            #!/usr/bin/env bash
            # To use an OpenStack cloud you need to authenticate against the Identity service
            export OS_AUTH_URL=https://cloud.example:5000
            export OS_PROJECT_ID=20945f0aa2cc4bc5b93078cbad19b15e
            export OS_PROJECT_NAME="proj-a"
            export OS_USER_DOMAIN_NAME="Default"
            if [ -z "$OS_USER_DOMAIN_NAME" ]; then unset OS_USER_DOMAIN_NAME; fi
            export OS_PROJECT_DOMAIN_ID="default"
            if [ -z "$OS_PROJECT_DOMAIN_ID" ]; then unset OS_PROJECT_DOMAIN_ID; fi
            unset OS_TENANT_ID
            unset OS_TENANT_NAME
            export OS_USERNAME="user-a"
            echo "Please enter your OpenStack Password for project $OS_PROJECT_NAME as user $OS_USERNAME: "
            export OS_PASSWORD='it'\\''s "$a" secret'   # with quotes
            export OS_REGION_NAME=""
            if [ -z "$OS_REGION_NAME" ]; then unset OS_REGION_NAME; fi
            export OS_INTERFACE=public
            export OS_IDENTITY_API_VERSION=3
            """;

    @TempDir
    Path folder;

    @Test
    void readsTheFileOfTheDashboard() throws Exception {
        Path file = Files.writeString(folder.resolve("openrc.sh"), HORIZON);
        Credentials credentials = Openrc.load(file).credentials();
        assertThat(credentials.region()).isEmpty();
        assertThat(credentials.identity()).isInstanceOfSatisfying(Identity.Password.class, login -> {
            assertThat(login.password()).isEqualTo("it's \"$a\" secret");
            assertThat(login.project().id()).contains("20945f0aa2cc4bc5b93078cbad19b15e");
            assertThat(login.user().domainName()).contains("Default");
        });
    }

    @Test
    void quotesAndBackslashesMeanWhatAShellMeans() throws Exception {
        Map<String, String> read = Openrc.parse("f", """
                export A="a \\"b\\" \\n \\$c"
                B=x\\ y'z'"w"
                export C=
                D=plain # comment
                E=a#b
                """);
        assertThat(read)
                .containsEntry("A", "a \"b\" \\n $c")
                .containsEntry("B", "x yzw")
                .containsEntry("C", "")
                .containsEntry("D", "plain")
                .containsEntry("E", "a#b");
    }

    @Test
    void aLineThatNeedsAShellIsAnErrorThatNamesIt() {
        wrong("read -sr OS_PASSWORD_INPUT", "asks for the password");
        wrong("export OS_PASSWORD=$OS_PASSWORD_INPUT", "look up or run");
        wrong("export OS_PASSWORD=\"$(pass show x)\"", "look up or run");
        wrong("export OS_PASSWORD=`pass x`", "look up or run");
        wrong("source /etc/x", "needs a shell");
        wrong("OS_A=1; rm -rf /", "needs a shell");
        wrong("OS_A=1 OS_B=2", "more than one word");
        wrong("OS_A='1", "no closing single quote");
        wrong("OS_A=\"1", "ends after");
        wrong("echo $(id)", "needs a shell");
        wrong("if [ -z \"$X\" ]; then rm x; fi", "needs a shell");
    }

    @Test
    void variablesOfTheEnvironmentMakeAnApplicationCredential() throws Exception {
        Map<String, String> environment = Map.of(
                "OS_AUTH_URL",
                "http://h:5000",
                "OS_APPLICATION_CREDENTIAL_NAME",
                "updraft",
                "OS_APPLICATION_CREDENTIAL_SECRET",
                "s",
                "OS_USERNAME",
                "u",
                "HOME",
                "/root");
        assertThat(OsVariables.load(environment).credentials().identity())
                .isInstanceOfSatisfying(Identity.ApplicationCredential.class, login -> {
                    assertThat(login.name()).contains("updraft");
                    assertThat(login.user().orElseThrow().domainId()).contains("default");
                });
    }

    @Test
    void anOldTenantNameIsAProjectName() throws Exception {
        Map<String, String> environment =
                Map.of("OS_AUTH_URL", "http://h", "OS_TENANT_NAME", "old", "OS_USERNAME", "u", "OS_PASSWORD", "p");
        assertThat(OsVariables.load(environment).credentials().identity())
                .isInstanceOfSatisfying(
                        Identity.Password.class,
                        login -> assertThat(login.project().name()).contains("old"));
    }

    private static void wrong(String line, String message) {
        assertThatThrownBy(() -> Openrc.parse("f", "OS_X=1\n" + line + "\n"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("f:2: ")
                .hasMessageContaining(message);
    }
}

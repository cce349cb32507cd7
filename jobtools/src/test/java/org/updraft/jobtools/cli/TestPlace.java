package org.updraft.jobtools.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.updraft.openstack.embedded.Catalogues;
import org.updraft.openstack.embedded.EmbeddedCloud;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Images;
import org.updraft.openstack.embedded.model.StoredImage;
import org.updraft.openstack.embedded.model.Timing;

/** A user's folder, an embedded cloud with two projects, and a condor_submit that takes everything. */
public final class TestPlace implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");

    final Path folder;
    final EmbeddedCloud cloud;
    final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    public TestPlace(Path folder) throws IOException {
        this.folder = folder;
        CloudModel model = Catalogues.testbed(() -> NOW, 7, Timing.USUAL);
        this.cloud = EmbeddedCloud.start(model);
        environment.putAll(credentials("b"));
        environment.put("HOME", folder.toString());
        environment.put("USER", "anna");
        Path tools = Files.createDirectories(folder.resolve("tools"));
        script(
                tools.resolve("condor_submit"),
                "#!/bin/sh\nfor file; do :; done\ncp \"$file\" '" + folder + "/submitted'\necho '12.0 - 12.1'\n");
        script(tools.resolve("condor_config_val"), "#!/bin/sh\necho 'Not defined: X' >&2\nexit 1\n");
        write(
                ".config/updraft/jobtools.yaml",
                "condor: {tools: " + tools + "}\ncredential: {helper: " + tools + "/updraft-job-certificate}\n");
        script(tools.resolve("updraft-job-certificate"), "#!/bin/sh\n");
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** As an openrc file of user-X in proj-X sets them. */
    Map<String, String> credentials(String letter) {
        return Map.of(
                "OS_AUTH_URL",
                cloud.authUrl().toString(),
                "OS_PROJECT_NAME",
                "proj-" + letter,
                "OS_USERNAME",
                "user-" + letter,
                "OS_PASSWORD",
                "pw",
                "OS_USER_DOMAIN_NAME",
                "Default",
                "OS_PROJECT_DOMAIN_NAME",
                "Default");
    }

    Path openrc(String letter) throws IOException {
        StringBuilder text = new StringBuilder();
        credentials(letter).forEach((name, value) -> text.append("export " + name + "='" + value + "'\n"));
        Path file = write("proj-" + letter + "-openrc.sh", text.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** A private, active image of proj-b; returns its id. */
    String image(String name) {
        return cloud.with(model -> {
            String project =
                    model.identity().project("proj-b", "Default").orElseThrow().id();
            String id = model.images()
                    .add(project, Images.Draft.named(name, StoredImage.Visibility.PRIVATE))
                    .id();
            model.images().upload(id, new StoredImage.Content(1 << 20, "0", "0"));
            return id;
        });
    }

    String flavor(String name) {
        return cloud.with(model -> model.flavors().all().stream()
                .filter(flavor -> flavor.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id());
    }

    Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    Here here() {
        return new Here(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                InstantSource.fixed(NOW),
                folder,
                folder.resolve("etc.yaml"));
    }

    /** What was printed on stdout, the folder's name left out. */
    String out() {
        return out.toString(StandardCharsets.UTF_8).replace(folder.toString(), "FOLDER");
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8).replace(folder.toString(), "FOLDER");
    }

    @Override
    public void close() throws IOException {
        cloud.close();
    }
}

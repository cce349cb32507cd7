package org.updraft.jobtools.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.updraft.jobtools.site.SiteFiles;

/**
 * Where a command runs: its streams, its environment, the time, its folder.
 *
 * @param site the file with the site's own facts and rules
 */
public record Here(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        InstantSource clock,
        Path folder,
        Path site) {

    public static Here ofProcess() {
        return new Here(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                InstantSource.system(),
                Path.of("").toAbsolutePath(),
                SiteFiles.SITE);
    }

    String user() {
        String user = environment.get("USER");
        return user == null || user.isEmpty() ? System.getProperty("user.name", "") : user;
    }

    Path home() {
        String home = environment.get("HOME");
        return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home", "/") : home);
    }
}

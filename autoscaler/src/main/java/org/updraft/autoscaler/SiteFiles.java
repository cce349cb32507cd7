package org.updraft.autoscaler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.cloudinit.WorkerOptions;
import org.updraft.autoscaler.settings.Settings;

/** The site's own files that reach workers. They are read when the service starts, so that a half-written one is never sent. */
final class SiteFiles {

    private SiteFiles() {}

    /** From a path in updraft.yaml to the VMType's cloud-config in it. */
    static UnaryOperator<String> cloudInit(Settings settings) {
        Map<String, String> texts = new HashMap<>();
        settings.vmTypes()
                .values()
                .forEach(vmType -> vmType.cloudInit()
                        .ifPresent(path -> texts.put(path, read("the cloud-config of a VMType", Path.of(path)))));
        return path -> {
            String text = texts.get(path);
            if (text == null) {
                throw new IllegalArgumentException("no VMType of updraft.yaml names the cloud-config " + path);
            }
            return text;
        };
    }

    /** @throws IllegalArgumentException if pool.ca holds no certificate */
    static TokenSource tokenSource(Settings.Pool pool) {
        return pool.asksBy()
                .map(file -> {
                    try {
                        return TokenSource.request(read("pool.ca", file), pool.tokenLife());
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException("pool.ca " + file + ": " + e.getMessage(), e);
                    }
                })
                .orElseGet(() -> TokenSource.userData(pool.tokenLife()));
    }

    /** @throws IllegalArgumentException if workers.install holds no script */
    static WorkerOptions workerOptions(Settings.Workers workers) {
        try {
            return new WorkerOptions(
                    workers.sshKeys(),
                    workers.ccb(),
                    workers.collectorAddress(),
                    workers.install().map(file -> read("workers.install", file)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("workers in updraft.yaml: " + e.getMessage(), e);
        }
    }

    private static String read(String what, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(what + " cannot be read: " + file, e);
        }
    }
}

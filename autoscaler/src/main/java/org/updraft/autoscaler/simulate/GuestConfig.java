package org.updraft.autoscaler.simulate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.updraft.htcondor.vmjob.SpooledPart;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What a worker's machine reads from its user data when it boots, as cloud-init and HTCondor would: so a mistake in the
 * templates shows in the simulation too.
 *
 * @param userParts what a user has added, by hash and kind, in the order in which the job names it
 */
record GuestConfig(
        String name,
        String workerId,
        String installation,
        String vmType,
        String owner,
        int maxJobs,
        List<SpooledPart> userParts,
        int cpus,
        int memoryMiB,
        Optional<Asking> asking) {

    /** What it asks the collector for; read from the script that would ask. */
    record Asking(String identity, List<String> authorizations, Duration life) {}

    private static final Path SCRIPT = Path.of("/usr/local/sbin/updraft-token");
    private static final Path TOKEN = Path.of("/etc/condor/tokens.d/updraft");

    private static final int CONFIG_CHARS_MAX = 1 << 20;

    /**
     * Empty if it is not ours: such a machine never joins.
     *
     * @param name of the server, for a machine that is not told its own
     */
    static Optional<GuestConfig> read(String name, String userDataBase64) {
        if (userDataBase64.isEmpty()) {
            return Optional.empty();
        }
        UserDataParts parts = UserDataParts.of(text(Base64.getDecoder().decode(userDataBase64)));
        Map<Path, String> files = files(parts.updrafts());
        String condor = condorConfig(files);
        Optional<String> workerId = setting(condor, "UpdraftWorkerId");
        return workerId.map(id -> new GuestConfig(
                setting(condor, "NETWORK_HOSTNAME").orElse(name),
                id,
                setting(condor, "UpdraftInstallation").orElse(""),
                setting(condor, "VMType").orElse(""),
                setting(condor, "UpdraftOwner").orElse(""),
                setting(condor, "UpdraftMaxJobs").map(Integer::parseInt).orElse(0),
                parts.users(),
                setting(condor, "NUM_CPUS").map(Integer::parseInt).orElse(1),
                setting(condor, "MEMORY").map(Integer::parseInt).orElse(1024),
                asking(files)));
    }

    private static Optional<Asking> asking(Map<Path, String> files) {
        String script = files.getOrDefault(SCRIPT, "");
        Matcher authorizations = Pattern.compile("-authz ([A-Z_]+)").matcher(script);
        return files.containsKey(TOKEN)
                ? Optional.empty()
                : shellVariable(script, "identity")
                        .map(identity -> new Asking(
                                identity,
                                authorizations
                                        .results()
                                        .map(result -> result.group(1))
                                        .toList(),
                                Duration.ofSeconds(Long.parseLong(
                                        shellVariable(script, "life").orElse("0")))));
    }

    private static Optional<String> shellVariable(String script, String name) {
        Matcher line = Pattern.compile("(?m)^\\s*" + name + "='([^']*)'$").matcher(script);
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }

    private static String text(byte[] userData) {
        boolean gzip = userData.length > 2 && (userData[0] & 0xff) == 0x1f && (userData[1] & 0xff) == 0x8b;
        if (!gzip) {
            return new String(userData, StandardCharsets.UTF_8);
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(userData))) {
            return new String(in.readNBytes(CONFIG_CHARS_MAX), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("user data that begins like gzip is none", e);
        }
    }

    /** The contents of all HTCondor configuration files that cloud-init would write. */
    private static String condorConfig(Map<Path, String> files) {
        StringBuilder condor = new StringBuilder();
        files.forEach((path, content) -> {
            if (path.startsWith("/etc/condor/config.d")) {
                condor.append(content).append('\n');
            }
        });
        return condor.toString();
    }

    private static Map<Path, String> files(String cloudConfig) {
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(cloudConfig);
        Map<Path, String> files = new LinkedHashMap<>();
        if (document instanceof Map<?, ?> map && map.get("write_files") instanceof List<?> written) {
            for (Object file : written) {
                if (file instanceof Map<?, ?> f) {
                    files.put(Path.of(String.valueOf(f.get("path"))), content(f));
                }
            }
        }
        return files;
    }

    private static String content(Map<?, ?> file) {
        String content = String.valueOf(file.get("content"));
        return "b64".equals(file.get("encoding"))
                ? new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8)
                : content;
    }

    private static Optional<String> setting(String config, String name) {
        Matcher line = Pattern.compile("(?m)^\\s*" + name + "\\s*=\\s*\"?(.*?)\"?\\s*$")
                .matcher(config);
        return line.find() ? Optional.of(line.group(1).replace("$(DOLLAR)", "$")) : Optional.empty();
    }
}

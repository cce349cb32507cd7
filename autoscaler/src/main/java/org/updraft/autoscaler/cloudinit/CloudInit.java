package org.updraft.autoscaler.cloudinit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.openstack.BootRequest;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Writes the user data of workers: the site's templates, filled in. Every mistake in a template is found by the constructor,
 * when the service starts, not at a boot.
 */
public final class CloudInit {

    /** Odd but allowed: a template that uses a variable in the wrong place breaks with it. */
    private static final WorkerBoot SAMPLE = new WorkerBoot(
            "0sample",
            "updraft-sample-0",
            "it's a \"pool\": $(x) # y",
            "{installation}",
            "o'brien\\x",
            "proj:\"image\" - é",
            new Terms(false, 3, "it's $(y)"),
            2,
            1024,
            1,
            Optional.of("aa.bb.cc"));

    /** With more in it than workers have. */
    private static final WorkerBoot BIG = new WorkerBoot(
            SAMPLE.workerId(),
            SAMPLE.serverName(),
            SAMPLE.pool(),
            SAMPLE.installation(),
            SAMPLE.owner(),
            SAMPLE.vmType(),
            SAMPLE.terms(),
            256,
            1 << 20,
            8,
            SAMPLE.token());

    /** For names and a token, which compress less than the sample's. */
    private static final int MARGIN_CHARS = 3000;

    private static final int HASH_HEX_CHARS = 12;

    private final Templates templates;
    private final PoolAddress pool;
    private final TokenSource tokens;
    private final WorkerOptions options;

    public CloudInit(Templates templates, PoolAddress pool, TokenSource tokens) {
        this(templates, pool, tokens, WorkerOptions.DEFAULT);
    }

    /** @throws TemplateException if a template can not be rendered; the message names the file */
    public CloudInit(Templates templates, PoolAddress pool, TokenSource tokens, WorkerOptions options) {
        this.templates = templates;
        this.pool = pool;
        this.tokens = tokens;
        this.options = options;
        cloudConfig(SAMPLE);
        templates.refuseUnused();
    }

    /**
     * The user data of one server. The same boot gives the same characters.
     *
     * @param siteCloudConfig the VMType's own cloud-config, see {@link SiteCloudConfig}
     * @param userParts of the user whose VMAMIConfig the boot names, in their order
     * @throws IllegalArgumentException if the site's part is not cloud-config or the whole is too long for Nova
     */
    public UserData render(WorkerBoot boot, Optional<String> siteCloudConfig, List<UserPart> userParts) {
        String ours = cloudConfig(boot);
        return UserData.of(
                MimeMessage.of(ours, siteCloudConfig.map(SiteCloudConfig::new), userParts),
                () -> sizes(ours, siteCloudConfig, userParts));
    }

    private static String sizes(String ours, Optional<String> siteCloudConfig, List<UserPart> userParts) {
        var sizes = new ArrayList<String>();
        sizes.add("Updraft's templates " + bytes(ours));
        siteCloudConfig.ifPresent(site -> sizes.add("the VMType's own cloud-config " + bytes(site)));
        userParts.forEach(part -> sizes.add("the user's " + part.name() + " " + part.content().length));
        return String.join(", ", sizes) + " bytes before compression";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** How the workers rendered here come to their tokens. */
    public TokenSource tokens() {
        return tokens;
    }

    /**
     * Why no worker could be given these parts, as the whole would be longer than Nova takes, whatever else a boot says; empty
     * if one could. For asking before a boot.
     *
     * @param userParts at least one
     */
    public Optional<String> tooLong(Optional<String> siteCloudConfig, List<UserPart> userParts) {
        int chars = UserData.charsOf(
                MimeMessage.of(cloudConfig(BIG), siteCloudConfig.map(SiteCloudConfig::new), userParts));
        return chars + MARGIN_CHARS <= BootRequest.USER_DATA_CHARS_MAX
                ? Optional.empty()
                : Optional.of("with what Updraft and the site add, and compressed, a worker's user data would have "
                        + (chars + MARGIN_CHARS) + " characters; Nova takes at most "
                        + BootRequest.USER_DATA_CHARS_MAX
                        + ". Let the file fetch what is big, or leave out what does not compress");
    }

    /** Changes when anything does that every worker of the site is told; the same on every machine. */
    public String templateHash() {
        return templateHash(Optional.empty());
    }

    /** Changes also with the VMType's own cloud-config, for the {@code Combination} that must prove itself. */
    public String templateHash(Optional<String> siteCloudConfig) {
        String all =
                templates.allText() + '\0' + pool + '\0' + tokens + '\0' + options + '\0' + siteCloudConfig.orElse("");
        return HexFormat.of()
                .formatHex(sha256().digest(all.getBytes(StandardCharsets.UTF_8)))
                .substring(0, HASH_HEX_CHARS);
    }

    private String cloudConfig(WorkerBoot boot) {
        Map<String, Object> variables = Variables.of(boot, pool, tokens, options);
        var withFiles = new HashMap<>(variables);
        withFiles.putAll(templates.renderedFiles(variables));
        String frame = templates.render(Templates.FRAME, withFiles);
        try {
            return CloudConfigText.HEADER + "\n" + Yamls.dump(Yamls.mapping(frame));
        } catch (YAMLException e) {
            throw new TemplateException(
                    Templates.FRAME + ", with its variables filled in, is not cloud-config: " + e.getMessage()
                            + " (a variable stands bare there, never in quotes or inside a text)",
                    e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}

package org.updraft.autoscaler.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.UserPart;
import org.updraft.autoscaler.pool.CloudConfigFault;
import org.updraft.autoscaler.pool.CloudConfigFault.Kind;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.htcondor.vmjob.SpooledPart;

/**
 * Users' cloud-config from its handing over to the boot: takes files, says what stands in the way of a job's VMAMIConfig, and
 * gives the parts to the boot. At each of the three the content is checked anew.
 */
public final class UserConfigs {

    private static final Logger LOG = LoggerFactory.getLogger(UserConfigs.class);
    private static final int HASH_CHARS_SHOWN = 12;
    private static final int WORDS_MAX = 400;
    private static final int VERDICTS_KEPT = 1000;

    private final Spool spool;
    private final CloudInit cloudInit;
    /** What is wrong with parts, by all that decides about it; a hash stands for its content, so a verdict never changes. */
    private final Map<String, Optional<String>> verdicts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<String>> eldest) {
            return size() > VERDICTS_KEPT;
        }
    };

    public UserConfigs(Spool spool, CloudInit cloudInit) {
        this.spool = spool;
        this.cloudInit = cloudInit;
    }

    /** Of a service to which nobody hands anything over: its folder is one that no machine has. */
    public static UserConfigs none(CloudInit cloudInit) {
        Spool nothing = new Spool(Path.of("/nonexistent"), () -> Instant.EPOCH, new Spool.Limits(0, 0, Long.MAX_VALUE));
        return new UserConfigs(nothing, cloudInit);
    }

    /** What came of handing a file over: it, and what to write into the job. */
    public record HandedOver(SpooledFile file, String attribute) {}

    /**
     * Keeps {@code content} for {@code owner}, unless no worker could be given it.
     *
     * @param subtype of {@code text/}: cloud-config, x-shellscript or cloud-boothook
     */
    public HandedOver handOver(String owner, String subtype, byte[] content) throws SpoolException {
        Optional<String> fault = fault(List.of(new Content(Hashes.of(content), subtype, content)), Optional.empty());
        if (fault.isPresent()) {
            throw new SpoolException.Unfit(fault.get());
        }
        SpooledFile file = spool.put(owner, content);
        String suffix = subtype.equals(SpooledPart.CLOUD_CONFIG) ? "" : ":" + subtype;
        return new HandedOver(file, SpooledPart.PREFIX + file.sha256() + suffix);
    }

    public List<SpooledFile> filesOf(String owner) throws IOException {
        return spool.filesOf(owner);
    }

    /** False if it is not there. A job that names it waits from then on. */
    public boolean remove(String owner, String sha256) throws IOException {
        return spool.remove(owner, sha256);
    }

    /**
     * By demand key, what stands in the way of those demands that name cloud-config; nothing of those that could be booted.
     *
     * @param siteCloudConfig the text that the site adds for a demand's VMType
     */
    public Map<String, CloudConfigFault> faults(
            List<Demand> demands, Function<Demand, Optional<String>> siteCloudConfig) {
        Map<String, CloudConfigFault> faults = new HashMap<>();
        for (Demand demand : demands) {
            String named = demand.terms().cloudConfig();
            if (!named.isEmpty()) {
                try {
                    List<Content> contents = contents(demand.owner(), named);
                    verdict(named, contents, siteCloudConfig.apply(demand))
                            .ifPresent(words -> faults.put(demand.key(), new CloudConfigFault(Kind.UNFIT, words)));
                } catch (CloudConfigException e) {
                    faults.put(demand.key(), new CloudConfigFault(e.kind(), String.valueOf(e.getMessage())));
                }
            }
        }
        return faults;
    }

    /**
     * The parts that a worker of {@code owner} is booted with, and notes that they were wanted.
     *
     * @param named VMAMIConfig; empty means none
     */
    public List<UserPart> parts(String owner, String named) throws CloudConfigException {
        List<UserPart> parts = new ArrayList<>();
        if (!named.isEmpty()) {
            for (Content content : contents(owner, named)) {
                try {
                    parts.add(content.part());
                } catch (IllegalArgumentException e) {
                    throw new CloudConfigException(new CloudConfigFault(Kind.UNFIT, String.valueOf(e.getMessage())));
                }
                spool.used(owner, content.sha256());
            }
        }
        return List.copyOf(parts);
    }

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Content(String sha256, String subtype, byte[] bytes) {
        UserPart part() {
            return new UserPart(sha256.substring(0, HASH_CHARS_SHOWN), subtype, bytes);
        }
    }

    private List<Content> contents(String owner, String named) throws CloudConfigException {
        List<Content> contents = new ArrayList<>();
        for (SpooledPart part : SpooledPart.parse(named).orElse(List.of())) {
            switch (spool.read(owner, part.sha256())) {
                case Spool.Found.Intact intact ->
                    contents.add(new Content(part.sha256(), part.subtype(), intact.content()));
                case Spool.Found.Missing missing ->
                    throw new CloudConfigException(new CloudConfigFault(
                            Kind.MISSING, "no file " + shown(part.sha256()) + " was handed over by " + owner));
                case Spool.Found.Damaged damaged ->
                    throw new CloudConfigException(new CloudConfigFault(
                            Kind.DAMAGED,
                            "the file " + shown(part.sha256()) + " of " + owner + ": " + damaged.words()));
            }
        }
        if (contents.isEmpty()) {
            throw new CloudConfigException(
                    new CloudConfigFault(Kind.UNFIT, "VMAMIConfig must be what updraft spool FILE prints"));
        }
        return contents;
    }

    private synchronized Optional<String> verdict(
            String named, List<Content> contents, Optional<String> siteCloudConfig) {
        String key = named + siteCloudConfig.map(text -> "\n" + text).orElse("");
        return verdicts.computeIfAbsent(key, k -> fault(contents, siteCloudConfig));
    }

    /** Why no worker can be given these, for whoever wrote them; empty if one can. */
    private Optional<String> fault(List<Content> contents, Optional<String> siteCloudConfig) {
        List<UserPart> parts = new ArrayList<>();
        for (Content content : contents) {
            Optional<String> noText = TextCheck.fault(content.bytes());
            if (noText.isPresent()) {
                return noText;
            }
            try {
                parts.add(content.part());
            } catch (IllegalArgumentException e) {
                return Optional.of(inOneLine(String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                // the YAML reader has its own ways to fail on what a user writes; none of them may stop a turn
                LOG.warn("reading user part {} failed in a way we did not foresee", shown(content.sha256()), e);
                return Optional.of(inOneLine("it cannot be read as " + content.subtype() + ": " + e));
            }
        }
        return cloudInit.tooLong(siteCloudConfig, parts);
    }

    /** Without the excerpts of what a user wrote that the YAML reader sets under its words, each indented by four blanks. */
    private static String inOneLine(String words) {
        String line = words.lines()
                .filter(part -> !part.startsWith("    "))
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .replaceAll("\\p{Cntrl}", "?");
        return line.length() <= WORDS_MAX ? line : line.substring(0, WORDS_MAX) + "…";
    }

    private static String shown(String sha256) {
        return sha256.substring(0, HASH_CHARS_SHOWN) + "…";
    }
}

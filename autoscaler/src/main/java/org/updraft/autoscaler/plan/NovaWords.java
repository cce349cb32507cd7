package org.updraft.autoscaler.plan;

import java.util.Optional;
import java.util.regex.Pattern;
import org.updraft.autoscaler.pool.BootFault;

/** What Nova's own words on a server that it could not make mean: it is the one witness that no guest can speak for. */
enum NovaWords {
    // the most telling first: "Quota exceeded" may stand beside the network that it concerns
    QUOTA(BootFault.QUOTA, "quota|maximum number of (?:ports|instances|volumes|cores) exceeded|LimitExceeded"),
    IMAGE(
            BootFault.BAD_IMAGE,
            "\\bimage\\b.{0,200}(?:unacceptable|not found|could not be found|not active|invalid|corrupt|too (?:big|large)|larger"
                    + "|not available|signature|verif|convert|download)|ImageNotFound|qemu-img"
                    + "|disk is (?:too small|smaller)|memory is too small|requested image"),
    NETWORK(
            BootFault.NO_NETWORK,
            "allocate the network|Virtual Interface creation failed|VirtualInterface|binding failed for port|PortBinding"
                    + "|network .{0,80}(?:not found|could not be found)|NetworkNotFound"),
    ROOM(
            BootFault.NO_CAPACITY,
            "no valid host|no more (?:fixed )?(?:ips?|addresses)|NoMoreFixedIps|IpAddressGenerationFailure"
                    + "|insufficient|not enough|no space left|no host");

    private final BootFault meaning;
    private final Pattern words;

    NovaWords(BootFault meaning, String words) {
        this.meaning = meaning;
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    /** Empty for words that do not tell, such as that every host was tried. */
    static Optional<BootFault> meaning(String fault) {
        for (NovaWords known : values()) {
            if (known.words.matcher(fault).find()) {
                return Optional.of(known.meaning);
            }
        }
        return Optional.empty();
    }
}

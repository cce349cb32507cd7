package org.updraft.autoscaler.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.cloudinit.UserPart;
import org.updraft.autoscaler.spool.SpoolException;
import org.updraft.autoscaler.spool.SpooledFile;
import org.updraft.autoscaler.spool.UserConfigs;

/**
 * Cloud-config that users hand over for their own jobs, list and remove. On the Unix socket only: whose it is must be what the
 * kernel says.
 */
final class HandOvers {

    static final String PATH = "cloud-config";
    static final int BYTES_MAX = UserPart.BYTES_MAX;

    private static final Logger LOG = LoggerFactory.getLogger(HandOvers.class);
    private static final String CLOUD_CONFIG = "cloud-config";
    private static final Set<String> TYPES = Set.of(CLOUD_CONFIG, "x-shellscript", "cloud-boothook");

    private final Desk desk;

    HandOvers(Desk desk) {
        this.desk = desk;
    }

    /** Why this caller can neither hand over nor look; empty if nothing stands against it. */
    Optional<Answer> refusal(Caller caller) {
        if (desk.userConfigs().isEmpty()) {
            return Optional.of(Answer.no(404, "this service takes no cloud-config"));
        }
        return caller.known()
                ? Optional.empty()
                : Optional.of(Answer.no(
                        403,
                        "cloud-config is handed over on the service's Unix socket, by a user whom this host knows by"
                                + " name, as jobs know their owners: updraft spool FILE"));
    }

    static Answer tooLong() {
        return Answer.no(413, "at most " + BYTES_MAX + " bytes are taken; let the file fetch what is big");
    }

    Answer handOver(Call call, byte[] content) {
        String type = Optional.ofNullable(call.query().getValue("type")).orElse(CLOUD_CONFIG);
        if (!TYPES.contains(type)) {
            return Answer.no(400, "type must be cloud-config, x-shellscript or cloud-boothook");
        }
        String owner = call.caller().user();
        try {
            UserConfigs.HandedOver taken = configs().handOver(owner, type, content);
            LOG.info("{} has handed over {} as {}", owner, taken.file().sha256(), type);
            desk.wake();
            return Answer.ok(json(taken.file()).put("attribute", taken.attribute()));
        } catch (SpoolException e) {
            LOG.info("cloud-config of {} is not taken: {}", owner, e.getMessage());
            return Answer.no(status(e), String.valueOf(e.getMessage()));
        }
    }

    Answer list(Call call) {
        return refusal(call.caller()).orElseGet(() -> {
            try {
                ObjectNode json = JsonNodeFactory.instance.objectNode();
                ArrayNode files = json.putArray("files");
                List<SpooledFile> had = configs().filesOf(call.caller().user());
                had.forEach(file -> files.add(json(file)));
                return Answer.ok(json.put("now", desk.clock().instant().toString()));
            } catch (IOException e) {
                return cannot("list", e);
            }
        });
    }

    Answer remove(Call call, String sha256) {
        return refusal(call.caller()).orElseGet(() -> {
            String owner = call.caller().user();
            try {
                if (!configs().remove(owner, sha256)) {
                    return Answer.no(404, owner + " has handed over no file " + Api.excerpt(sha256));
                }
                LOG.info("{} has taken back {}", owner, sha256);
                return Answer.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("ordered", "removed " + sha256 + "; jobs that name it get no new worker"));
            } catch (IOException e) {
                return cannot("remove", e);
            }
        });
    }

    private UserConfigs configs() {
        return desk.userConfigs().orElseThrow(() -> new IllegalStateException("asked before refusal() was"));
    }

    private ObjectNode json(SpooledFile file) {
        Instant now = desk.clock().instant();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sha256", file.sha256());
        json.put("size", file.size());
        json.put("handedOverAt", file.handedOverAt().toString());
        json.put("ageSeconds", Duration.between(file.handedOverAt(), now).toSeconds());
        file.usedAt()
                .ifPresent(at -> json.put("usedAt", at.toString())
                        .put("unusedSeconds", Duration.between(at, now).toSeconds()));
        return json;
    }

    private static Answer cannot(String what, IOException e) {
        LOG.warn("cannot {} cloud-config: {}", what, e.toString());
        return Answer.no(
                500, "the service's disk does not let it " + what + " cloud-config; tell the operator of Updraft");
    }

    private static int status(SpoolException e) {
        return switch (e) {
            case SpoolException.Unfit unfit -> 422;
            case SpoolException.TooMuch tooMuch -> 409;
            case SpoolException.NoSpace noSpace -> 507;
        };
    }
}

package org.updraft.autoscaler.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.updraft.autoscaler.pool.CloudConfigFault;

/** Why an action is taken or a demand is not met: a metric label, a filter and a row in the manual. */
public enum Cause {
    // why a worker was not booted after all
    NO_ROOM("the cloud had no room for it"),
    BOOT_REFUSED("the cloud refused to boot it"),
    BOOT_FAILED("the cloud, or the pool for a token, could not be asked"),
    // why a worker is booted
    JOBS_WAIT("jobs wait for it"),
    PROBE("one is tried after failures"),
    APPEARED("its server appeared in the cloud's listing"),
    // why a worker goes
    IDLE_PAST_KEEP_ALIVE("idle longer than its keep-alive"),
    OPERATOR("an operator said so"),
    BUILD_TOO_LONG("building longer than the limit"),
    NEVER_JOINED("running, and did not join within the limit"),
    DEAD_ERROR("in ERROR and not running"),
    NO_CAPACITY("in ERROR, as the cloud had no host for it or no quota left"),
    UNSEEN("was in the pool, and nobody has seen it for longer than the limit"),
    STOPPED("stopped, not by us, for longer than the limit"),
    NEVER_APPEARED("was asked for, and no server appeared"),
    NOT_WANTED("appeared late, and nothing wants it any more"),
    DRAINED("empty and drained by us"),
    STILL_CLEAR("fenced, looked at again, and nobody knows a job there"),
    SERVER_GONE("its server is gone"),
    STILL_THERE("its delete was accepted, and it is still there"),
    USELESS("idle for longer than the limit beside the very jobs it was booted for"),
    BLACK_HOLE("jobs end badly on it, one after the other"),
    MAX_AGE("older than the limit"),
    REBUILT("somebody gave it another image or flavor"),
    TWIN("a second server bears its id"),
    GHOST_AD("an ad of a machine whose server is gone"),
    LEFT_BEHIND("stayed in the cloud when its server went"),
    // why a removal is taken back
    JOB_FOUND("a job was found there"),
    CANNOT_SEE("a source that could vouch for it does not answer"),
    WANTED_AGAIN("jobs want it again"),
    DRAIN_LOST("was told to drain, and does not show it"),
    DRAIN_STUCK("its drain does not come to an end"),
    // why a demand is not met
    MULTI_NODE_NOT_YET("jobs of several nodes are not served yet"),
    MALFORMED_ATTRIBUTE("an attribute cannot be read"),
    REFUSES_RETIREMENT("max_job_retirement_time or nice_user of its own: workers refuse it"),
    NO_IMAGE("names no image, and the site has no default"),
    VMTYPE_CONFLICT("other jobs of this VMType have another image, and HTCondor would mix them"),
    UNKNOWN_IMAGE("no cloud has the image"),
    UNKNOWN_FLAVOR("no cloud has the flavor"),
    UNKNOWN_NETWORK("no cloud has the network"),
    SECURITY_GROUP_NOT_ALLOWED("jobs may not choose this security group"),
    UNKNOWN_SECURITY_GROUP("no cloud has the security group"),
    UNKNOWN_KEY("no cloud has the key pair"),
    CLOUD_CONFIG_MISSING("its VMAMIConfig was not handed over by its owner"),
    CLOUD_CONFIG_DAMAGED("the file of its VMAMIConfig was changed on the service's disk, or cannot be read"),
    CLOUD_CONFIG_UNFIT("its VMAMIConfig cannot be given to a worker"),
    UNKNOWN_CLOUD("no configured cloud has the name"),
    CLOUD_DISABLED("the clouds it may go to are switched off"),
    NO_FLAVOR_FITS("asks for more than any flavor has"),
    CLOUD_BLIND("the clouds it may go to do not answer"),
    BACKOFF("the cloud asked us to wait, was full, or is not asked just now"),
    BOOTS_FAIL("workers of this image and flavor do not join"),
    USER_CAP("the user has as many workers as the site allows"),
    POOL_CAP("the pool has as many workers as the site allows"),
    CLOUD_CAP("the cloud has as much as the site allows"),
    QUOTA("the cloud's quota is used up"),
    STARTING_CAP("enough workers are starting"),
    UNPROVEN("waits for the first workers of this image and flavor to join"),
    UNMATCHED("workers stay empty beside it: its requirements or the user's priority keep it off"),
    PER_TURN_CAP("more will be booted in the next turn"),
    COVERED("workers that run or start have room for it"),
    FROZEN("nothing may be done now");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    /** One clause for people. */
    public String words() {
        return words;
    }

    /** {@code idle-past-keep-alive}: in config, metrics, CLI and ledger. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Why a demand is not met whose cloud-config is at fault. */
    public static Cause of(CloudConfigFault.Kind kind) {
        return switch (kind) {
            case MISSING -> CLOUD_CONFIG_MISSING;
            case DAMAGED -> CLOUD_CONFIG_DAMAGED;
            case UNFIT -> CLOUD_CONFIG_UNFIT;
        };
    }

    /** The cause that a {@link #label} stands for. */
    public static Optional<Cause> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(cause -> cause.label().equals(label))
                .findFirst();
    }
}

package org.updraft.htcondor.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.SlotAd;
import org.updraft.htcondor.TokenRequest;
import org.updraft.htcondor.classad.Ad;

/**
 * The pool by {@code condor_status}, {@code condor_drain}, {@code condor_off}, {@code condor_advertise} and
 * {@code condor_token_*}. Machines are named as in their ads.
 */
public final class CommandCondorPool implements CondorPool {

    /** Evaluated by the startd, for each of its slots, at the moment of the order: what makes a drain free of races. */
    private static final String NOTHING_CLAIMED =
            "State =!= \"Claimed\" && State =!= \"Matched\" && State =!= \"Preempting\"";

    private static final Pattern BUSY = Pattern.compile("error code 10003\\b");
    private static final Pattern ALREADY_DRAINING = Pattern.compile("error code 10001\\b");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final CondorTools tools;
    private final String pool;
    private final String tokenKey;

    /**
     * @param pool the name that our workers advertise as UpdraftPool
     * @param tokenKey the signing key of which workers' tokens are made
     */
    public CommandCondorPool(CondorTools tools, String pool, String tokenKey) {
        this.tools = tools;
        this.pool = Names.requireId(pool);
        this.tokenKey = Names.requireId(tokenKey);
    }

    /** The collector is asked for its start after the slots: had it restarted in between, the slots would be too few. */
    @Override
    public Slots slots() throws CondorException {
        List<SlotAd> ads = slotsWhere("UpdraftPool == " + Ad.quote(pool));
        return new Slots(ads, collectorStartedAt());
    }

    @Override
    public List<SlotAd> slotsOf(String machine) throws CondorException {
        return slotsWhere("Machine == " + Ad.quote(Names.requireMachine(machine)));
    }

    @Override
    public DrainReply drainIfIdle(String machine, String drainId) throws CondorException {
        CondorTools.Order order = tools.order(
                tools.aimed("condor_drain")
                        .with("-graceful", "-start", "false", "-reason", "updraft:" + Names.requireId(drainId))
                        .with("-check", NOTHING_CLAIMED, Names.requireMachine(machine)),
                "");
        if (order.done()) {
            return new DrainReply.Accepted();
        }
        if (BUSY.matcher(order.words()).find()) {
            return new DrainReply.Busy(order.words());
        }
        if (ALREADY_DRAINING.matcher(order.words()).find()) {
            return new DrainReply.AlreadyDraining(order.words());
        }
        throw order.failure();
    }

    @Override
    public void cancelDrain(String machine) throws CondorException {
        tools.order(tools.aimed("condor_drain").with("-cancel", Names.requireMachine(machine)), "")
                .requireDone();
    }

    @Override
    public void offPeacefully(String machine) throws CondorException {
        tools.order(tools.aimed("condor_off").with("-peaceful", "-startd", "-name", Names.requireMachine(machine)), "")
                .requireDone();
    }

    /** Needs ADVERTISE_STARTD and ADVERTISE_MASTER; ADMINISTRATOR is not enough. */
    @Override
    public void forget(String machine) throws CondorException {
        invalidate("Machine == " + Ad.quote(Names.requireMachine(machine)));
    }

    @Override
    public void forgetGhost(String machine, String serverId) throws CondorException {
        invalidate("Machine == %s && UpdraftServerId == %s"
                .formatted(Ad.quote(Names.requireMachine(machine)), Ad.quote(Names.requireId(serverId))));
    }

    private void invalidate(String which) throws CondorException {
        invalidate("INVALIDATE_STARTD_ADS", "Machine", which);
        // the startd's own ad, beside those of its slots, since HTCondor 23.2
        invalidate("INVALIDATE_STARTD_ADS", "StartD", which);
        invalidate("INVALIDATE_MASTER_ADS", "DaemonMaster", which);
    }

    private void invalidate(String command, String type, String which) throws CondorException {
        String ad = """
                MyType = "Query"
                TargetType = "%s"
                Requirements = %s
                """.formatted(type, which);
        tools.order(tools.aimed("condor_advertise").with(command, "-"), ad).requireDone();
    }

    /** The token is read from the tool's output and appears in no message. */
    @Override
    public String createToken(String identity, Duration life) throws CondorException {
        ToolCall call = tools.local("condor_token_create")
                .with("-identity", Names.requireIdentity(identity), "-key", tokenKey)
                .with("-lifetime", Long.toString(Math.max(1, life.toSeconds())))
                .with("-authz", "ADVERTISE_STARTD", "-authz", "ADVERTISE_MASTER", "-authz", "READ");
        String token = tools.text(call).strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new CondorException.Refused(call + " ended with 0 but printed no token. Run it by hand.", null);
        }
        return token;
    }

    @Override
    public List<TokenRequest> tokenRequests() throws CondorException {
        return TokenApprovals.requests(tools);
    }

    @Override
    public void approve(TokenRequest request) throws CondorException {
        TokenApprovals.approve(tools, request);
    }

    private List<SlotAd> slotsWhere(String constraint) throws CondorException {
        List<SlotAd> slots = new ArrayList<>();
        ToolCall call = tools.aimed("condor_status")
                .with("-constraint", constraint, "-attributes", String.join(",", SlotReader.ATTRIBUTES), "-json");
        tools.ads(call, ad -> slots.add(SlotReader.read(ad)));
        return List.copyOf(slots);
    }

    /** Of several the youngest counts. */
    private Instant collectorStartedAt() throws CondorException {
        List<Instant> starts = new ArrayList<>();
        ToolCall call =
                tools.aimed("condor_status").with("-collector", "-attributes", CollectorReader.ATTRIBUTES, "-json");
        tools.ads(call, ad -> CollectorReader.startedAt(ad).ifPresent(starts::add));
        return starts.stream()
                .max(Instant::compareTo)
                .orElseThrow(() -> new CondorException.Unreachable(
                        "%s showed no collector that says since when it runs. It was just started, or -pool names another host."
                                .formatted(call),
                        null));
    }
}

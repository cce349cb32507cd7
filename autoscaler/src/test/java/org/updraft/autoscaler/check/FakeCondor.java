package org.updraft.autoscaler.check;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.JobQueue;
import org.updraft.htcondor.NamedCloudConfig;
import org.updraft.htcondor.QueuedJob;
import org.updraft.htcondor.SlotAd;
import org.updraft.htcondor.TokenRequest;

/** An empty pool that does what a test says. It fails at once if anything but a question is asked of it. */
final class FakeCondor implements CondorPool, JobQueue, CondorProbe {

    static final String TOKEN = "eyJ.secret.token";

    Tools tools = new Tools("23.9.6", true, "9.0.0", true);
    Set<String> granted = Set.of("READ", "ADMINISTRATOR", "ADVERTISE_STARTD", "ADVERTISE_MASTER");
    boolean ssl = true;
    Optional<CondorException> ofSsl = Optional.empty();
    Optional<CondorException> ofCollector = Optional.empty();
    Optional<CondorException> ofSchedd = Optional.empty();
    Optional<CondorException> ofSigning = Optional.empty();

    @Override
    public Tools tools() {
        return tools;
    }

    @Override
    public String trustDomain() {
        return "example.org";
    }

    @Override
    public Map<String, Boolean> rights(String... levels) {
        Map<String, Boolean> rights = new LinkedHashMap<>();
        for (String level : levels) {
            rights.put(level, granted.contains(level));
        }
        return rights;
    }

    @Override
    public boolean asksOverSsl(Path ca) throws CondorException {
        refuse(ofSsl);
        return ssl;
    }

    @Override
    public Slots slots() throws CondorException {
        refuse(ofCollector);
        return new Slots(List.of(), Instant.parse("2026-11-01T00:00:00Z"));
    }

    @Override
    public String createToken(String identity, Duration life) throws CondorException {
        refuse(ofSigning);
        return TOKEN;
    }

    @Override
    public List<String> schedds() {
        return List.of("s1.example.org", "s2.example.org");
    }

    @Override
    public List<JobGroup> waiting(String schedd) throws CondorException {
        if (schedd.startsWith("s2")) {
            refuse(ofSchedd);
        }
        return List.of();
    }

    @Override
    public List<Claim> claims(String schedd) {
        return List.of();
    }

    @Override
    public List<SlotAd> slotsOf(String machine) {
        throw new AssertionError("asked for slots of " + machine);
    }

    @Override
    public DrainReply drainIfIdle(String machine, String drainId) {
        throw new AssertionError("drains " + machine);
    }

    @Override
    public void cancelDrain(String machine) {
        throw new AssertionError("cancels " + machine);
    }

    @Override
    public void offPeacefully(String machine) {
        throw new AssertionError("switches off " + machine);
    }

    @Override
    public void forget(String machine) {
        throw new AssertionError("forgets " + machine);
    }

    @Override
    public List<TokenRequest> tokenRequests() {
        return List.of();
    }

    @Override
    public void approve(TokenRequest request) {
        throw new AssertionError("approves " + request);
    }

    @Override
    public void forgetGhost(String machine, String serverId) {
        throw new AssertionError("forgets the ads of " + machine);
    }

    @Override
    public List<Ending> endings(String schedd, Instant since) {
        throw new AssertionError("asks for endings");
    }

    @Override
    public Optional<QueuedJob> job(String schedd, JobId id) {
        throw new AssertionError("asks for job " + id);
    }

    @Override
    public Set<NamedCloudConfig> cloudConfigs(String schedd) {
        throw new AssertionError("asks for cloud-config");
    }

    @Override
    public void hold(String schedd, JobGroup group, String reason) {
        throw new AssertionError("holds jobs");
    }

    private static void refuse(Optional<CondorException> refusal) throws CondorException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }
}

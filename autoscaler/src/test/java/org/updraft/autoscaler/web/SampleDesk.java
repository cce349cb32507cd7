package org.updraft.autoscaler.web;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.act.Gate;
import org.updraft.autoscaler.cleanup.Cleanup;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.MemoryLedger;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.autoscaler.spool.Spool;
import org.updraft.autoscaler.spool.UserConfigs;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.JobQueue;
import org.updraft.htcondor.NamedCloudConfig;
import org.updraft.htcondor.QueuedJob;
import org.updraft.openstack.CloudException;

/** A service as the web sees it: a hand-turned clock, a real ledger, and turns that the test makes. */
public final class SampleDesk implements Desk, JobQueue {

    private final MemoryLedger ledger = new MemoryLedger("i-1");
    private final List<String> condemned = new ArrayList<>();
    private final List<QueuedJob> jobs = new ArrayList<>();
    private Optional<UserConfigs> userConfigs = Optional.empty();
    private Instant now = Samples.NOON;
    private Optional<Turn> lastTurn = Optional.empty();
    private Optional<Gate> gate = Optional.empty();
    private final List<String> accepted = new ArrayList<>();
    private final List<String> trusted = new ArrayList<>();
    private int woken;
    private boolean dryRun;
    private Optional<Cleanup> cleanup = Optional.empty();

    /** Writes the turn down as the loop would, with a record for each worker. */
    public SampleDesk show(Turn turn) throws LedgerException {
        for (Worker worker : turn.seen().workers()) {
            if (ledger.worker(worker.id()).isEmpty()) {
                ledger.intend(WorkerRecord.intentOf(worker));
            }
        }
        ledger.append(turn);
        lastTurn = Optional.of(turn);
        return this;
    }

    public SampleDesk queue(QueuedJob job) {
        jobs.add(job);
        return this;
    }

    public SampleDesk gate(Gate shown) {
        gate = Optional.of(shown);
        return this;
    }

    /** Users may hand cloud-config over, into {@code folder}. */
    public SampleDesk spool(Path folder) {
        Spool spool = new Spool(folder, clock(), new Spool.Limits(3, 100_000, 0));
        userConfigs = Optional.of(new UserConfigs(spool, Samples.CLOUD_INIT));
        return this;
    }

    /** Clouds that somebody has said are well again. */
    public List<String> trusted() {
        return trusted;
    }

    @Override
    public void trust(String cloud) {
        trusted.add(cloud);
    }

    public SampleDesk cleanup(Cleanup shown) {
        cleanup = Optional.of(shown);
        return this;
    }

    /** It plans, and acts on nothing. */
    public SampleDesk dry() {
        dryRun = true;
        return this;
    }

    @Override
    public Optional<Cleanup> cleanup() {
        return cleanup;
    }

    @Override
    public Optional<Gate> gate() {
        return gate;
    }

    @Override
    public Optional<UserConfigs> userConfigs() {
        return userConfigs;
    }

    void letPass(Duration time) {
        now = now.plus(time);
    }

    public List<String> condemned() {
        return condemned;
    }

    public int woken() {
        return woken;
    }

    @Override
    public Optional<Turn> lastTurn() {
        return lastTurn;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public JobQueue queue() {
        return this;
    }

    @Override
    public String pool() {
        return "batch";
    }

    @Override
    public Set<String> clouds() {
        return Set.of("west", "east");
    }

    /** Only what is called shared is. */
    @Override
    public void acceptImage(String cloud, String imageId) throws CloudException {
        if (!imageId.startsWith("shared")) {
            throw new CloudException.Gone(cloud, "no such member", null);
        }
        accepted.add(cloud + "/" + imageId);
    }

    public List<String> accepted() {
        return accepted;
    }

    @Override
    public Instant startedAt() {
        return Samples.NOON.minusSeconds(3600);
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(30);
    }

    @Override
    public boolean dryRun() {
        return dryRun;
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    @Override
    public void condemn(String workerId, String by) {
        condemned.add(workerId + " by " + by);
    }

    @Override
    public void wake() {
        woken++;
    }

    @Override
    public List<String> schedds() {
        return List.of("batch");
    }

    @Override
    public List<JobGroup> waiting(String schedd) {
        throw new UnsupportedOperationException("the web asks for single jobs only");
    }

    @Override
    public List<Claim> claims(String schedd) {
        throw new UnsupportedOperationException("the web asks for single jobs only");
    }

    @Override
    public List<Ending> endings(String schedd, Instant since) {
        return List.of();
    }

    @Override
    public Optional<QueuedJob> job(String schedd, JobId id) throws CondorException {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    @Override
    public Set<NamedCloudConfig> cloudConfigs(String schedd) {
        throw new UnsupportedOperationException("the web asks for single jobs only");
    }

    @Override
    public void hold(String schedd, JobGroup group, String reason) {
        throw new UnsupportedOperationException("the web holds nothing");
    }
}

package org.updraft.autoscaler.ledger;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.Mark;
import org.updraft.autoscaler.pool.TokenApproval;
import org.updraft.openstack.Binding;

/**
 * The ledger on disk: one SQLite file in WAL mode, every commit synced, so that what was acknowledged survives kill -9 and a
 * power cut. Not for network file systems. When the disk is full or read-only, writes throw and reads go on.
 */
public final class SqliteLedger extends WorkerLedger {

    private static final int TURNS_BETWEEN_PRUNES = 100;

    /** Seen by tests, which make its disk full. */
    final Database database;

    private final Retention retention;
    private final String installation;

    private SqliteLedger(Database database, Retention retention, String installation) {
        this.database = database;
        this.retention = retention;
        this.installation = installation;
    }

    /**
     * Opens the ledger, or makes it (0600, in a directory of 0700 if that is missing too) with a new installation id.
     *
     * @throws LedgerException if another process has it open (it is named), if a newer Updraft wrote it, or if the disk
     *     refuses
     */
    public static SqliteLedger open(Path file) throws LedgerException {
        return open(file, Retention.DEFAULT);
    }

    static SqliteLedger open(Path file, Retention retention) throws LedgerException {
        Database database = Database.open(file);
        boolean opened = false;
        try {
            String installation = database.write("make the installation's id", SqliteLedger::installationIn);
            opened = true;
            return new SqliteLedger(database, retention, installation);
        } finally {
            if (!opened) {
                database.close();
            }
        }
    }

    @Override
    public String installation() {
        return installation;
    }

    @Override
    public void intend(WorkerRecord worker) throws LedgerException {
        database.write("write the intent to boot worker " + worker.id(), handle -> {
            WorkerRows.insert(handle, WorkerEvent.intended(worker));
            return worker;
        });
    }

    @Override
    void change(String workerId, String what, Function<WorkerRecord, WorkerEvent> event) throws LedgerException {
        database.write(what + " worker " + workerId, handle -> {
            WorkerRecord worker = WorkerRows.find(handle, workerId)
                    .orElseThrow(() -> new LedgerException(
                            "cannot " + what + " worker " + workerId + ": no intent to boot it was ever written",
                            null));
            WorkerRows.update(handle, event.apply(worker));
            return worker;
        });
    }

    @Override
    public void approving(String workerId, TokenApproval approval) throws LedgerException {
        database.write("write the approval of a token for worker " + workerId, handle -> {
            WorkerRecord worker = WorkerRows.find(handle, workerId)
                    .orElseThrow(() -> new LedgerException("cannot approve a token for unknown " + workerId, null));
            WorkerRows.update(handle, WorkerEvent.approving(worker, approval));
            return handle.execute(
                    "INSERT INTO token_approval (worker_id, at, request, address) VALUES (?, ?, ?, ?)",
                    workerId,
                    approval.at().toEpochMilli(),
                    approval.request(),
                    approval.address());
        });
    }

    @Override
    public List<TokenApproval> approvals(String workerId) throws LedgerException {
        return database.read(
                "read the approvals of tokens for worker " + workerId,
                handle -> handle.createQuery(
                                "SELECT at, request, address FROM token_approval WHERE worker_id = :id ORDER BY number")
                        .bind("id", workerId)
                        .map((row, context) -> new TokenApproval(
                                WorkerRows.instant(row, "at"), row.getString("request"), row.getString("address")))
                        .list());
    }

    @Override
    public void autopsied(String workerId, Autopsy autopsy) throws LedgerException {
        database.write("write the autopsy of worker " + workerId, handle -> {
            WorkerRecord worker = WorkerRows.find(handle, workerId)
                    .orElseThrow(() -> new LedgerException("cannot keep an autopsy of unknown " + workerId, null));
            WorkerRows.update(handle, WorkerEvent.autopsied(worker, autopsy));
            return AutopsyRows.save(handle, workerId, autopsy);
        });
    }

    @Override
    public Optional<Autopsy> autopsy(String workerId) throws LedgerException {
        return database.read("read the autopsy of worker " + workerId, handle -> AutopsyRows.find(handle, workerId));
    }

    @Override
    public List<WorkerRecord> living() throws LedgerException {
        return database.read("read the living workers", WorkerRows::living);
    }

    @Override
    public Optional<WorkerRecord> worker(String workerId) throws LedgerException {
        return database.read("read worker " + workerId, handle -> WorkerRows.find(handle, workerId));
    }

    @Override
    public List<WorkerRecord> ofServers(Set<String> serverIds) throws LedgerException {
        return serverIds.isEmpty()
                ? List.of()
                : database.read("read the workers of servers", handle -> WorkerRows.ofServers(handle, serverIds));
    }

    @Override
    public List<LifeLine> lifeOf(String workerId) throws LedgerException {
        return database.read("read the life of worker " + workerId, handle -> WorkerRows.lifeOf(handle, workerId));
    }

    @Override
    public Map<Combination, CombinationHistory> histories(Instant now) throws LedgerException {
        return database.read("read how boots went", handle -> WorkerRows.histories(handle, now.minus(HISTORY)));
    }

    @Override
    public List<Mark> marks(Instant now) throws LedgerException {
        return database.read("read what was booted in vain", handle -> WorkerRows.marks(handle, now.minus(HISTORY)));
    }

    @Override
    public List<Breaker> breakers() throws LedgerException {
        return database.read("read what clouds refused", BreakerRows::all);
    }

    @Override
    public void tripped(Breaker breaker) throws LedgerException {
        database.write("write that a breaker opened", handle -> BreakerRows.put(handle, breaker));
    }

    @Override
    public void mended(Breaker breaker) throws LedgerException {
        database.write("write that a breaker closed", handle -> BreakerRows.remove(handle, breaker));
    }

    @Override
    public Map<String, Binding> bindings() throws LedgerException {
        return database.read("read which projects the clouds stand for", handle -> {
            Map<String, Binding> bindings = new TreeMap<>();
            handle.createQuery("SELECT * FROM binding")
                    .map((row, context) -> Map.entry(
                            row.getString("cloud"),
                            new Binding(
                                    row.getString("auth_url"),
                                    row.getString("project_id"),
                                    row.getString("region"),
                                    row.getString("user_domain"),
                                    row.getString("project_name"),
                                    row.getString("user_name"),
                                    WorkerRows.optional(row, "credential_expires_at"))))
                    .forEach(entry -> bindings.put(entry.getKey(), entry.getValue()));
            return bindings;
        });
    }

    @Override
    public void bind(String cloud, Binding binding) throws LedgerException {
        database.write(
                "write which project cloud " + cloud + " stands for",
                handle -> handle.execute(
                        "INSERT OR REPLACE INTO binding VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        cloud,
                        binding.authUrl(),
                        binding.projectId(),
                        binding.region(),
                        binding.userDomain(),
                        binding.projectName(),
                        binding.user(),
                        WorkerRows.millis(binding.credentialExpiresAt())));
    }

    @Override
    public Set<String> disabledClouds() throws LedgerException {
        return database.read(
                "read which clouds are switched off",
                handle -> new HashSet<>(handle.createQuery("SELECT cloud FROM cloud_switch WHERE enabled = 0")
                        .mapTo(String.class)
                        .list()));
    }

    @Override
    public void setEnabled(String cloud, boolean enabled, Instant at, String by) throws LedgerException {
        database.write(
                "switch cloud " + cloud + (enabled ? " on" : " off"),
                handle -> handle.execute(
                        "INSERT OR REPLACE INTO cloud_switch VALUES (?, ?, ?, ?)",
                        cloud,
                        enabled ? 1 : 0,
                        at.toEpochMilli(),
                        by));
    }

    @Override
    public void append(Turn turn) throws LedgerException {
        boolean prune = turn.number() % TURNS_BETWEEN_PRUNES == 0;
        database.write("write turn " + turn.number(), handle -> {
            if (prune) {
                retention.prune(handle, turn.seen().takenAt());
            }
            TurnRows.insert(handle, turn);
            return turn;
        });
        if (prune) {
            database.shrink();
        }
    }

    @Override
    public long lastTurn() throws LedgerException {
        return database.read("read the number of the last turn", TurnRows::last);
    }

    @Override
    public List<TurnRow> turns(int most, Optional<Long> before) throws LedgerException {
        return database.read("read turns", handle -> TurnRows.newest(handle, most, before));
    }

    @Override
    public Optional<String> snapshot(long number) throws LedgerException {
        return database.read("read what turn " + number + " saw", handle -> TurnRows.snapshot(handle, number));
    }

    @Override
    public void close() {
        database.close();
    }

    private static String installationIn(Handle handle) {
        handle.execute("INSERT OR IGNORE INTO installation VALUES (1, ?)", newInstallation());
        return handle.createQuery("SELECT id FROM installation")
                .mapTo(String.class)
                .one();
    }

    private static String newInstallation() {
        byte[] bytes = new byte[6];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

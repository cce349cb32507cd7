package org.updraft.autoscaler.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.updraft.autoscaler.ledger.Ledger.LifeLine;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.CombinationHistory.Failure;
import org.updraft.autoscaler.pool.Mark;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;

/** The tables {@code worker} and {@code life}. */
final class WorkerRows {

    private static final String COLUMNS = """
            (id, name, cloud, image_id, flavor_id, template_hash, flavor_name, server_id, owner, vm_type, shared, max_jobs,
             cloud_config, demand_key,
             cpus, memory_mib, disk_gib, gpus, keep_alive_ms, requested_at, active_at, joined_at,
             drain_id, drain_how, drain_ordered_at, drain_accepted, drain_cause, fenced_at, fence_means, fence_cause, fence_words,
             deleting_at, deletes, retiring_at, closed_at, closed_cause, closed_detail)
            """;
    private static final String VALUES = COLUMNS.replaceAll("(\\w+)", ":$1");

    private WorkerRows() {}

    /** @throws org.jdbi.v3.core.JdbiException if there is one of this id already */
    static void insert(Handle handle, WorkerEvent event) {
        execute(handle, "INSERT INTO worker " + COLUMNS + " VALUES " + VALUES, event);
    }

    static void update(Handle handle, WorkerEvent event) {
        execute(handle, "UPDATE worker SET " + COLUMNS + " = " + VALUES + " WHERE id = :id", event);
    }

    static List<WorkerRecord> living(Handle handle) {
        return handle.createQuery("SELECT * FROM worker WHERE closed_at IS NULL ORDER BY id")
                .map((row, context) -> worker(row))
                .list();
    }

    static Optional<WorkerRecord> find(Handle handle, String workerId) {
        return handle.createQuery("SELECT * FROM worker WHERE id = :id")
                .bind("id", workerId)
                .map((row, context) -> worker(row))
                .findOne();
    }

    static List<WorkerRecord> ofServers(Handle handle, Set<String> serverIds) {
        return handle.createQuery("SELECT * FROM worker WHERE server_id IN (<servers>) ORDER BY id")
                .bindList("servers", List.copyOf(serverIds))
                .map((row, context) -> worker(row))
                .list();
    }

    static List<LifeLine> lifeOf(Handle handle, String workerId) {
        return handle.createQuery("SELECT at, activity, detail FROM life WHERE worker_id = :id ORDER BY number")
                .bind("id", workerId)
                .map((row, context) ->
                        new LifeLine(instant(row, "at"), row.getString("activity"), row.getString("detail")))
                .list();
    }

    static Map<Combination, CombinationHistory> histories(Handle handle, Instant from) {
        Map<Combination, List<Failure>> failures = failures(handle, from);
        Map<Combination, CombinationHistory> histories = new HashMap<>();
        handle.createQuery("""
                        SELECT cloud, image_id, flavor_id, template_hash, max(joined_at) AS last_join
                        FROM worker WHERE requested_at > :from GROUP BY cloud, image_id, flavor_id, template_hash
                        """)
                .bind("from", from.toEpochMilli())
                .map((row, context) -> Map.entry(combination(row), optional(row, "last_join")))
                .forEach(entry -> histories.put(
                        entry.getKey(),
                        CombinationHistory.of(entry.getValue(), failures.getOrDefault(entry.getKey(), List.of()))));
        return histories;
    }

    private static Map<Combination, List<Failure>> failures(Handle handle, Instant from) {
        Map<Combination, List<Failure>> failures = new HashMap<>();
        handle.createQuery("""
                        SELECT cloud, image_id, flavor_id, template_hash, requested_at, failed_at, failed_words
                        FROM worker WHERE failed_at > :from AND requested_at > :from
                        """)
                .bind("from", from.toEpochMilli())
                .map((row, context) -> Map.entry(
                        combination(row),
                        new Failure(
                                instant(row, "requested_at"),
                                instant(row, "failed_at"),
                                row.getString("failed_words"))))
                .forEach(entry -> failures.computeIfAbsent(entry.getKey(), combination -> new ArrayList<>())
                        .add(entry.getValue()));
        return failures;
    }

    /** The newest of each kind and demand; not those that an operator has looked into. */
    static List<Mark> marks(Handle handle, Instant from) {
        Map<List<Object>, Mark> marks = new HashMap<>();
        handle.createQuery("""
                        SELECT *, EXISTS (
                            SELECT 1 FROM worker later
                            WHERE later.requested_at > bad.drain_ordered_at AND later.closed_at IS NOT NULL
                              AND later.joined_at IS NOT NULL AND later.drain_id IS NOT NULL
                              AND later.drain_cause NOT IN ('useless', 'black-hole')
                              AND later.demand_key = bad.demand_key AND later.cloud = bad.cloud
                              AND later.image_id = bad.image_id AND later.flavor_id = bad.flavor_id
                              AND later.template_hash = bad.template_hash) AS refuted
                        FROM worker bad
                        WHERE drain_cause IN ('useless', 'black-hole') AND drain_ordered_at > :from
                          AND retiring_at IS NULL
                        ORDER BY drain_ordered_at, id
                        """)
                .bind("from", from.toEpochMilli())
                .map((row, context) -> new Mark(
                        row.getString("demand_key"),
                        combination(row),
                        row.getString("drain_cause").equals(Cause.USELESS.label())
                                ? Mark.Kind.USELESS
                                : Mark.Kind.BLACK_HOLE,
                        row.getString("id"),
                        instant(row, "drain_ordered_at"),
                        row.getInt("refuted") == 1))
                .forEach(mark -> marks.put(List.of(mark.demandKey(), mark.combination()), mark));
        return List.copyOf(marks.values());
    }

    private static void execute(Handle handle, String sql, WorkerEvent event) {
        WorkerRecord worker = event.after();
        handle.createUpdate(sql).bindMap(values(worker)).execute();
        event.failure()
                .ifPresent(failure -> handle.execute(
                        "UPDATE worker SET failed_at = ?, failed_words = ? WHERE id = ? AND failed_at IS NULL",
                        failure.at().toEpochMilli(),
                        failure.words(),
                        worker.id()));
        for (LifeLine line : event.lines()) {
            handle.execute(
                    "INSERT INTO life (worker_id, at, activity, detail) VALUES (?, ?, ?, ?)",
                    worker.id(),
                    line.at().toEpochMilli(),
                    line.activity(),
                    line.detail());
        }
    }

    private static Map<String, @Nullable Object> values(WorkerRecord worker) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", worker.id());
        values.put("name", worker.name());
        values.put("cloud", worker.combination().cloud());
        values.put("image_id", worker.combination().imageId());
        values.put("flavor_id", worker.combination().flavorId());
        values.put("template_hash", worker.combination().templateHash());
        values.put("flavor_name", worker.flavorName());
        values.put("server_id", worker.serverId().orElse(null));
        values.put("owner", worker.owner());
        values.put("vm_type", worker.vmType());
        values.put("shared", worker.terms().shared() ? 1 : 0);
        values.put("max_jobs", worker.terms().maxJobs());
        values.put("cloud_config", worker.terms().cloudConfig());
        values.put("demand_key", worker.demandKey());
        values.put("cpus", worker.shape().cpus());
        values.put("memory_mib", worker.shape().memoryMiB());
        values.put("disk_gib", worker.shape().diskGiB());
        values.put("gpus", worker.shape().gpus());
        values.put("keep_alive_ms", worker.keepAlive().toMillis());
        values.put("requested_at", worker.requestedAt().toEpochMilli());
        values.put("active_at", millis(worker.activeAt()));
        values.put("joined_at", millis(worker.joinedAt()));
        Optional<WorkerRecord.Drain> drain = worker.drain();
        values.put("drain_id", drain.map(WorkerRecord.Drain::drainId).orElse(null));
        values.put("drain_how", drain.map(d -> d.how().name()).orElse(null));
        values.put("drain_ordered_at", millis(drain.map(WorkerRecord.Drain::orderedAt)));
        values.put("drain_accepted", drain.map(d -> d.accepted() ? 1 : 0).orElse(null));
        values.put("drain_cause", drain.map(WorkerRecord.Drain::cause).orElse(""));
        Optional<WorkerRecord.Fence> fence = worker.fence();
        values.put("fenced_at", millis(fence.map(WorkerRecord.Fence::since)));
        values.put("fence_means", fence.map(WorkerRecord.Fence::means).orElse(null));
        values.put("fence_cause", fence.map(WorkerRecord.Fence::cause).orElse(null));
        values.put("fence_words", fence.map(WorkerRecord.Fence::words).orElse(""));
        values.put("deleting_at", millis(worker.deletingAt()));
        values.put("deletes", worker.deletes());
        values.put("retiring_at", millis(worker.retiringAt()));
        Optional<WorkerRecord.End> end = worker.end();
        values.put("closed_at", millis(end.map(WorkerRecord.End::at)));
        values.put("closed_cause", end.map(e -> e.cause().name()).orElse(null));
        values.put("closed_detail", end.map(WorkerRecord.End::detail).orElse(null));
        return values;
    }

    private static WorkerRecord worker(ResultSet row) throws SQLException {
        return new WorkerRecord(
                row.getString("id"),
                row.getString("name"),
                combination(row),
                row.getString("flavor_name"),
                Optional.ofNullable(row.getString("server_id")),
                row.getString("owner"),
                row.getString("vm_type"),
                new Terms(row.getInt("shared") == 1, row.getInt("max_jobs"), row.getString("cloud_config")),
                row.getString("demand_key"),
                new Shape(row.getInt("cpus"), row.getInt("memory_mib"), row.getInt("disk_gib"), row.getInt("gpus")),
                Duration.ofMillis(row.getLong("keep_alive_ms")),
                instant(row, "requested_at"),
                optional(row, "active_at"),
                optional(row, "joined_at"),
                drain(row),
                fence(row),
                optional(row, "deleting_at"),
                row.getInt("deletes"),
                optional(row, "retiring_at"),
                end(row));
    }

    private static Combination combination(ResultSet row) throws SQLException {
        return new Combination(
                row.getString("cloud"),
                row.getString("image_id"),
                row.getString("flavor_id"),
                row.getString("template_hash"));
    }

    private static Optional<WorkerRecord.Drain> drain(ResultSet row) throws SQLException {
        return row.getString("drain_id") == null
                ? Optional.empty()
                : Optional.of(new WorkerRecord.Drain(
                        row.getString("drain_id"),
                        Activity.How.valueOf(row.getString("drain_how")),
                        instant(row, "drain_ordered_at"),
                        row.getInt("drain_accepted") == 1,
                        row.getString("drain_cause")));
    }

    private static Optional<WorkerRecord.Fence> fence(ResultSet row) throws SQLException {
        return row.getString("fence_means") == null
                ? Optional.empty()
                : Optional.of(new WorkerRecord.Fence(
                        instant(row, "fenced_at"),
                        row.getString("fence_means"),
                        row.getString("fence_cause"),
                        row.getString("fence_words")));
    }

    private static Optional<WorkerRecord.End> end(ResultSet row) throws SQLException {
        return row.getString("closed_cause") == null
                ? Optional.empty()
                : Optional.of(new WorkerRecord.End(
                        instant(row, "closed_at"),
                        Cause.valueOf(row.getString("closed_cause")),
                        row.getString("closed_detail")));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static Optional<Instant> optional(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    static @Nullable Long millis(Optional<Instant> at) {
        return at.map(Instant::toEpochMilli).orElse(null);
    }
}

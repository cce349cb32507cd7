package org.updraft.autoscaler.cleanup;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.updraft.autoscaler.access.CloudAccess;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.SqliteLedger;
import org.updraft.autoscaler.settings.CloudSettings;
import org.updraft.autoscaler.settings.Settings;
import org.updraft.openstack.Cloud;

/** A cleanup without the service: as the one that holds the exclusive lock on its ledger, so that no loop can run beside it. */
public final class Alone {

    private Alone() {}

    /**
     * @param environment tells where clouds.yaml is, such as {@link System#getenv()}
     * @throws LedgerException if somebody else holds the lock, or there is no ledger: without it nothing is known to be ours
     */
    public static Findings run(
            Settings settings, Map<String, String> environment, InstantSource clock, Wish wish, String by)
            throws LedgerException {
        if (!Files.exists(settings.ledger())) {
            throw new LedgerException(
                    "there is no ledger " + settings.ledger() + ", so nothing is known to be ours", null);
        }
        List<Cloud> clouds = new ArrayList<>();
        List<Findings.Unseen> unreachable = new ArrayList<>();
        for (CloudSettings cloud : settings.clouds()) {
            CloudAccess access = CloudAccess.to(cloud, environment, clock);
            access.cloud()
                    .ifPresentOrElse(
                            clouds::add, () -> unreachable.add(new Findings.Unseen(cloud.name(), access.complaint())));
        }
        try (Ledger ledger = SqliteLedger.open(settings.ledger())) {
            Findings findings = new Cleanup(
                            settings.pool().name(), settings.patience().settle(), clock, ledger, clouds)
                    .run(wish, by);
            unreachable.addAll(findings.unseen());
            return new Findings(findings.at(), findings.remnants(), unreachable);
        }
    }
}

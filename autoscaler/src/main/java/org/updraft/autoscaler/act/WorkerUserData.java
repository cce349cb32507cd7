package org.updraft.autoscaler.act;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.WorkerBoot;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorPool;

/** User data by the site's templates, with a fresh token for this one worker. */
public final class WorkerUserData implements BootCloudInit {

    /** Longer than any worker should live; a worker takes no new job in the last day. */
    private static final Duration TOKEN_LIFE = Duration.ofDays(60);

    private final String pool;
    private final String installation;
    private final String trustDomain;
    private final InstantSource clock;
    private final CondorPool condor;
    private final CloudInit cloudInit;
    private final UnaryOperator<String> siteCloudInit;

    /**
     * @param siteCloudInit from a path in updraft.yaml to the text of that file, read when the service started
     */
    public WorkerUserData(
            String pool,
            String installation,
            String trustDomain,
            InstantSource clock,
            CondorPool condor,
            CloudInit cloudInit,
            UnaryOperator<String> siteCloudInit) {
        this.pool = pool;
        this.installation = installation;
        this.trustDomain = trustDomain;
        this.clock = clock;
        this.condor = condor;
        this.cloudInit = cloudInit;
        this.siteCloudInit = siteCloudInit;
    }

    @Override
    public String userDataBase64(WorkerRecord worker, Optional<String> siteCloudInitPath) throws CondorException {
        Instant tokenEnds = clock.instant().plus(TOKEN_LIFE);
        String token = condor.createToken("updraft-" + worker.id() + "@" + trustDomain, TOKEN_LIFE);
        WorkerBoot boot = new WorkerBoot(
                worker.id(),
                worker.name(),
                pool,
                installation,
                worker.owner(),
                worker.vmType(),
                worker.terms(),
                worker.shape().cpus(),
                worker.shape().memoryMiB(),
                worker.shape().gpus(),
                token,
                tokenEnds);
        return cloudInit.render(boot, siteCloudInitPath.map(siteCloudInit)).base64();
    }
}

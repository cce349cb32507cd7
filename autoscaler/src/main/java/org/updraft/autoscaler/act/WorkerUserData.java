package org.updraft.autoscaler.act;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.cloudinit.WorkerBoot;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.TokenRuling;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorPool;

/** User data by the site's templates; with a fresh token for this one worker if it does not ask for one itself. */
public final class WorkerUserData implements BootCloudInit {

    private final String pool;
    private final String installation;
    private final String trustDomain;
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
            CondorPool condor,
            CloudInit cloudInit,
            UnaryOperator<String> siteCloudInit) {
        this.pool = pool;
        this.installation = installation;
        this.trustDomain = trustDomain;
        this.condor = condor;
        this.cloudInit = cloudInit;
        this.siteCloudInit = siteCloudInit;
    }

    @Override
    public String userDataBase64(WorkerRecord worker, Optional<String> siteCloudInitPath) throws CondorException {
        TokenSource tokens = cloudInit.tokens();
        Optional<String> token = tokens.isRequest()
                ? Optional.empty()
                : Optional.of(condor.createToken(TokenRuling.identityOf(worker.id(), trustDomain), tokens.life()));
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
                token);
        return cloudInit.render(boot, siteCloudInitPath.map(siteCloudInit)).base64();
    }
}

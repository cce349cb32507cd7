package org.updraft.autoscaler.act;

import java.util.Optional;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.spool.CloudConfigException;
import org.updraft.htcondor.CondorException;

/** Makes the user data with which a server becomes the worker that the record says. */
public interface BootCloudInit {

    /**
     * @param siteCloudInit path of the site's snippet for this VMType, from updraft.yaml
     * @return base64, as Nova takes it
     * @throws CondorException if no token for joining could be made
     * @throws CloudConfigException if the cloud-config that its jobs name cannot be given to it
     */
    String userDataBase64(WorkerRecord worker, Optional<String> siteCloudInit)
            throws CondorException, CloudConfigException;
}

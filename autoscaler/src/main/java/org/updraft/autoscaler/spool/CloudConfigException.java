package org.updraft.autoscaler.spool;

import java.io.Serial;
import org.updraft.autoscaler.pool.CloudConfigFault;

/** A worker cannot be given the cloud-config that its jobs name. */
public final class CloudConfigException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final CloudConfigFault.Kind kind;

    public CloudConfigException(CloudConfigFault fault) {
        super(fault.words());
        this.kind = fault.kind();
    }

    public CloudConfigFault.Kind kind() {
        return kind;
    }
}

package org.updraft.autoscaler.check;

import java.util.List;
import java.util.Map;
import org.updraft.autoscaler.access.CondorAccess;
import org.updraft.autoscaler.settings.Settings;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.command.CondorRights;
import org.updraft.htcondor.command.CondorVersion;

/** Asks the tools on this machine. */
public final class RealCondorProbe implements CondorProbe {

    private final CondorAccess access;
    private final Settings.Pool pool;

    public RealCondorProbe(CondorAccess access, Settings.Pool pool) {
        this.access = access;
        this.pool = pool;
    }

    @Override
    public Tools tools() throws CondorException {
        CondorVersion version = access.tools().version();
        return new Tools(
                version.toString(),
                version.isSupported(),
                CondorVersion.LOWEST.toString(),
                access.tools().knowsOption("condor_drain", "-check"));
    }

    @Override
    public String trustDomain() throws CondorException {
        return access.trustDomain(pool);
    }

    @Override
    public Map<String, Boolean> rights(String... levels) throws CondorException {
        return new CondorRights(access.tools()).at(List.of(levels));
    }
}

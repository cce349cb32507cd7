package org.updraft.autoscaler.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.updraft.autoscaler.access.CondorAccess;
import org.updraft.autoscaler.settings.Settings;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.command.CondorRights;
import org.updraft.htcondor.command.CondorVersion;

/** Asks the tools on this machine. */
public final class RealCondorProbe implements CondorProbe {

    /** As updraft-token on a worker asks. */
    private static final Map<String, String> WORKERS_WAY = Map.of(
            "_CONDOR_SEC_CLIENT_AUTHENTICATION_METHODS", "SSL", "_CONDOR_AUTH_SSL_CLIENT_USE_DEFAULT_CAS", "False");

    private static final String CA_FILE = "_CONDOR_AUTH_SSL_CLIENT_CAFILE";

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

    @Override
    public boolean asksOverSsl(Path ca) throws CondorException {
        String command = "DC_START_TOKEN_REQUEST";
        return new CondorRights(access.tools().with(WORKERS_WAY).with(Map.of(CA_FILE, ca.toString())))
                .at(List.of(command))
                .getOrDefault(command, false);
    }
}

package org.updraft.autoscaler.check;

import java.nio.file.Path;
import java.util.Map;
import org.updraft.htcondor.CondorException;

/** What is asked of HTCondor only before the service runs. */
public interface CondorProbe {

    Tools tools() throws CondorException;

    /** The domain of the identities with which workers join. */
    String trustDomain() throws CondorException;

    /** For each authorization level of HTCondor whether the collector grants it to us. */
    Map<String, Boolean> rights(String... levels) throws CondorException;

    /** Whether a worker that has nothing but this CA file may ask the collector for its token. */
    boolean asksOverSsl(Path ca) throws CondorException;

    /**
     * @param supported not below the lowest version that Updraft works with
     * @param drainCheck condor_drain knows {@code -check}
     */
    record Tools(String version, boolean supported, String lowest, boolean drainCheck) {}
}

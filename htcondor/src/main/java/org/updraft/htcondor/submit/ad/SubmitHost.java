package org.updraft.htcondor.submit.ad;

import java.util.Map;

/**
 * Where a job is submitted, as far as its ad depends on it.
 *
 * @param owner who submits it
 * @param folder of submission, absolute
 * @param environment of which getenv takes variables
 * @param defaults what the configuration says of JOB_DEFAULT_REQUESTCPUS and the like, by name in upper case
 */
public record SubmitHost(String owner, String folder, Map<String, String> environment, Map<String, String> defaults) {}

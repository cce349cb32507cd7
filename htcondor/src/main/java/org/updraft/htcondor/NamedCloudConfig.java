package org.updraft.htcondor;

/**
 * What some job in a queue names as its VMAMIConfig.
 *
 * @param owner the job's Owner
 * @param text as the job writes it, readable or not
 */
public record NamedCloudConfig(String owner, String text) {}

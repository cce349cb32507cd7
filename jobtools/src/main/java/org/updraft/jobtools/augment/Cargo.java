package org.updraft.jobtools.augment;

import java.nio.file.Path;

/**
 * A certificate that goes along, and the program that puts it in its place on the worker before the job starts.
 *
 * @param helper runs as the job's PreCmd
 */
public record Cargo(Path certificate, Path helper) {}

package org.updraft.htcondor.submit;

import org.jspecify.annotations.Nullable;

/**
 * What a name stands for.
 *
 * @param name as first spelled
 * @param raw its value, references to itself replaced, others not
 * @param place where it stands; null if no statement set it
 */
record Definition(String name, String raw, @Nullable Span place) {}

package org.updraft.htcondor.classad.expression;

/**
 * HTCondor writes and reads the same expressions in two ways, which differ in strings and in a few operators. Its manual calls
 * them old and new ClassAds.
 */
public enum Dialect {
    /**
     * What people write into submit files and configuration, and what {@code condor_submit -dry-run} and {@code -long} print: a
     * backslash in a string stands for itself, unless a quote follows.
     */
    OLD,
    /** What {@code -json} and {@code -long:new} print: strings with escapes as in C, {@code is} for {@code =?=}. */
    NEW
}

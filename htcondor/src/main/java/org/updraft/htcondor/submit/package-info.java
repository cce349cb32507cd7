/**
 * The submit language: what a submit file says, read as condor_submit reads it. Knows files and the environment only as far as
 * its caller lets it; never runs a command by itself; knows no cloud and no rule of a site.
 */
@NullMarked
package org.updraft.htcondor.submit;

import org.jspecify.annotations.NullMarked;

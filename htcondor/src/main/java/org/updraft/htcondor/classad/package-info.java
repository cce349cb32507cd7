/**
 * ClassAds as HTCondor's tools print them: an {@link org.updraft.htcondor.classad.Ad} of
 * {@link org.updraft.htcondor.classad.AdValue}s, read by {@link org.updraft.htcondor.classad.AdStream}. Knows no attribute by
 * name and evaluates nothing.
 */
@NullMarked
package org.updraft.htcondor.classad;

import org.jspecify.annotations.NullMarked;

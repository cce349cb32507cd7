/**
 * ClassAds as HTCondor's tools print them: an {@link org.updraft.htcondor.classad.Ad} of
 * {@link org.updraft.htcondor.classad.AdValue}s, read by {@link org.updraft.htcondor.classad.AdStream}; and of expressions
 * what {@link org.updraft.htcondor.classad.Conjunction} can tell without evaluating. Knows no attribute by name.
 */
@NullMarked
package org.updraft.htcondor.classad;

import org.jspecify.annotations.NullMarked;

/**
 * What ClassAd expressions evaluate to. Start at {@link org.updraft.htcondor.classad.evaluation.Evaluation}. Reads no clock of its own.
 */
@NullMarked
package org.updraft.htcondor.classad.evaluation;

import org.jspecify.annotations.NullMarked;

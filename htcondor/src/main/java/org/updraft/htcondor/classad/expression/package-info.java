/**
 * ClassAd expressions as text and as trees. Start at {@link org.updraft.htcondor.classad.expression.Expression}. Knows no values of
 * attributes and no function by what it does. There is one lexer; {@link org.updraft.htcondor.classad.Conjunction} uses it, too.
 *
 * <p>HTCondor 23.9 takes a few texts more, which are errors here: two points in a row ({@code a..b}), and within {@code ?:} an
 * {@code absTime("...")} that is no time, which it drops. Whole numbers of more than 64 bits are 0, as there.
 */
@NullMarked
package org.updraft.htcondor.classad.expression;

import org.jspecify.annotations.NullMarked;

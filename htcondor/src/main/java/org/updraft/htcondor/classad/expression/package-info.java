/**
 * ClassAd expressions as text and as trees. Start at {@link org.updraft.htcondor.classad.expression.Expression}. Knows no values of
 * attributes and no function by what it does. There is one lexer; {@link org.updraft.htcondor.classad.Conjunction} uses it, too.
 */
@NullMarked
package org.updraft.htcondor.classad.expression;

import org.jspecify.annotations.NullMarked;

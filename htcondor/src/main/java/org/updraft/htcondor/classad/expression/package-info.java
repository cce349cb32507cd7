/**
 * ClassAd expressions as text and as trees. Start at {@link org.updraft.htcondor.classad.expression.Lexer}. Knows no values of
 * attributes and no function by what it does.
 */
@NullMarked
package org.updraft.htcondor.classad.expression;

import org.jspecify.annotations.NullMarked;

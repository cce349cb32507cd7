/**
 * What ClassAd expressions evaluate to, as HTCondor 23.9 evaluates them. Start at
 * {@link org.updraft.htcondor.classad.evaluation.Evaluation}; {@link org.updraft.htcondor.classad.evaluation.Match} says whether a
 * job and a machine want each other, and if not why. Reads no clock and no user of its own.
 *
 * <p>Some 2,000 answers of HTCondor's own are in src/test/resources/classad, and RealExpressionsTest compares random expressions.
 * Known to differ:
 * <ul>
 *   <li>A text that HTCondor takes longer for, or nests deeper, is an error sooner here: see Budget and Expression.DEEPEST.
 *   <li>What needs itself is an error here. HTCondor gives up on the whole expression, or makes an error of a function's argument.
 *   <li>{@code splitTime}, {@code eval} of a list and {@code relTime(x) / 0}, with which HTCondor crashes or answers garbage, are
 *       errors.
 *   <li>{@code =?=} between a list that a function made and one that is written there is false in HTCondor, an error here.
 *   <li>{@code unparse} of a list or an ad is on one line.
 *   <li>{@code split} where white space and another separator come first; {@code evalInEachContext} of something else than a list;
 *       {@code unresolved} of an attribute of an ad within; {@code envV1ToV2} of nothing but a comma;
 *       {@code absTime} before 1901, after 2038 or with zones of fractions of a second.
 *   <li>Regular expressions are Java's: no recursion, no {@code \K}, no conditions. {@code formatTime} has no flags and widths.
 *   <li>{@code userMap} knows no maps. There are no other functions of HTCondor 23.9 known to be missing; {@code typeOf},
 *       {@code isNumber}, {@code sumFrom}, {@code inDays} and the like are unknown to it, too.
 *   <li>A time zone that {@code absTime} is not told is UTC in a literal.
 * </ul>
 */
@NullMarked
package org.updraft.htcondor.classad.evaluation;

import org.jspecify.annotations.NullMarked;

/**
 * The submit language: what a submit file says, read as condor_submit 23.9 reads it. Knows files and the environment only as far as
 * its caller lets it; never runs a command by itself; knows no cloud and no rule of a site.
 *
 * <p>What is not in HTCondor's manual, and was seen: a comment never goes on in the next line; {@code if} knows no comparisons but of
 * {@code version}; the arguments of {@code $INT()} and its like reach to the first parenthesis that closes, whatever stands in them,
 * and the result is read again with what follows; a queue variable that gets nothing keeps what the item before gave it; a slice
 * {@code [N]} means {@code [N:]}; {@code (…)} on several lines ends only at a line that begins with a parenthesis.
 *
 * <p>Knowingly otherwise: macros that refer to each other are an error (condor_submit never ends); too much of anything is; an index
 * out of the range of {@code $CHOICE} is (it crashes). {@code $SUBSTR} and {@code $INT} in odd formats, names of macros with commas,
 * and {@code $F} of paths of Windows may differ.
 */
@NullMarked
package org.updraft.htcondor.submit;

import org.jspecify.annotations.NullMarked;

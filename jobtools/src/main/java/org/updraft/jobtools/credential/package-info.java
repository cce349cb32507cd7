/** Certificates that jobs take along: whether they are there, how long they last, how a user gets one. Prints none of them. */
@NullMarked
package org.updraft.jobtools.credential;

import org.jspecify.annotations.NullMarked;

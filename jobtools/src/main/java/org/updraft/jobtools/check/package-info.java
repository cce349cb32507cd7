/** What can be wrong with a job, and the looking for it. Knows files, clouds and pools only by what it is handed. */
@NullMarked
package org.updraft.jobtools.check;

import org.jspecify.annotations.NullMarked;

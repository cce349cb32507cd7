/** What is added to users' submit files, and how, so that everything else stays as it was written. Looks nothing up. */
@NullMarked
package org.updraft.jobtools.augment;

import org.jspecify.annotations.NullMarked;

/** How findings are shown, to people and to programs. Finds nothing itself. */
@NullMarked
package org.updraft.jobtools.report;

import org.jspecify.annotations.NullMarked;

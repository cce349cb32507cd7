/** What the job tools know of a site: its clouds, its pool, its rules, its credentials. Knows no job and asks nobody. */
@NullMarked
package org.updraft.jobtools.site;

import org.jspecify.annotations.NullMarked;

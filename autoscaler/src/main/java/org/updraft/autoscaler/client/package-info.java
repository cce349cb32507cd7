/**
 * The service's API as its callers on this host see it: HTTP on a Unix socket, one question at a time. Knows nothing of what is
 * asked. The job tools use it as the commands here do.
 */
@NullMarked
package org.updraft.autoscaler.client;

import org.jspecify.annotations.NullMarked;

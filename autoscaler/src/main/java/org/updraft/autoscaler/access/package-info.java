/**
 * From settings to the ports of the real world: where credentials, tools and tokens are. Knows settings and adapters, and
 * none of what is done through the ports. Start reading at {@link org.updraft.autoscaler.access.CloudAccess}.
 */
@NullMarked
package org.updraft.autoscaler.access;

import org.jspecify.annotations.NullMarked;

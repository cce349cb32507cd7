/**
 * Does what a plan says, action by action: intent before effect, a second look right before anything is removed, one try.
 * Decides nothing. Start reading at {@link org.updraft.autoscaler.act.ActionRunner}.
 */
@NullMarked
package org.updraft.autoscaler.act;

import org.jspecify.annotations.NullMarked;

/**
 * Checks a site before the service runs: asks every outside thing that updraft.yaml names once, changes nothing, and says
 * what is fine and what is not. Knows the ports and the settings, not the loop. Start reading at
 * {@link org.updraft.autoscaler.check.CheckConfig}.
 */
@NullMarked
package org.updraft.autoscaler.check;

import org.jspecify.annotations.NullMarked;

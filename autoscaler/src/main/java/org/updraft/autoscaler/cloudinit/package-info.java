/**
 * What a worker is told at its birth: the templates of {@code cloudinit-templates/}, filled in for one worker and made into
 * the user data of its server. Knows HTCondor's and cloud-init's formats; must not know any cloud, the plan or a clock.
 * Start reading at {@link org.updraft.autoscaler.cloudinit.CloudInit}.
 */
@NullMarked
package org.updraft.autoscaler.cloudinit;

import org.jspecify.annotations.NullMarked;

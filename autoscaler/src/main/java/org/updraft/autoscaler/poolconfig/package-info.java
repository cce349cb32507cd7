/**
 * What a site changes in its HTCondor pool for Updraft, as text to read, run and undo. Knows HTCondor's configuration; asks
 * nobody and changes nothing. Start reading at {@link org.updraft.autoscaler.poolconfig.PoolConfig}.
 */
@NullMarked
package org.updraft.autoscaler.poolconfig;

import org.jspecify.annotations.NullMarked;

/**
 * What operators see and remove by {@code updraft cleanup}: what gone servers left behind, beside the loop or, while the
 * service is down, under the lock of its ledger. No running server is touched here.
 */
@NullMarked
package org.updraft.autoscaler.cleanup;

import org.jspecify.annotations.NullMarked;

/**
 * Cloud-config that users hand over for their workers: kept by hash under its owner's name, given to that owner's workers only,
 * removed when nobody wants it any more.
 */
@NullMarked
package org.updraft.autoscaler.spool;

import org.jspecify.annotations.NullMarked;

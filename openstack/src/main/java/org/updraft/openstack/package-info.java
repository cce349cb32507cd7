/**
 * OpenStack as Updraft needs it: the port {@link org.updraft.openstack.Cloud}, its values, and its errors split by what the
 * caller does next. Knows no HTCondor and no autoscaler. Start reading at {@code Cloud}.
 */
@NullMarked
package org.updraft.openstack;

import org.jspecify.annotations.NullMarked;

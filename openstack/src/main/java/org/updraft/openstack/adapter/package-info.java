/**
 * The port {@link org.updraft.openstack.Cloud} on a real OpenStack. Logging in, and the calls that openstack4j does right, are
 * openstack4j's; where it would lose information or call a failure a success, the request is our own, beside it, over the same
 * connector. No other package may know openstack4j. Start reading at {@code OpenStackCloud}, then {@code Calls}.
 */
@NullMarked
package org.updraft.openstack.adapter;

import org.jspecify.annotations.NullMarked;

/**
 * The HTTP skin of the embedded cloud: one class for each area of the OpenStack APIs, a router, and the form each service
 * gives its errors. Status codes, keys and headers are as recorded from the real services. Holds no state of its own: that is
 * {@code model}. Start reading at {@code CloudServer}, then {@code NovaServersApi}.
 */
@NullMarked
package org.updraft.openstack.embedded.http;

import org.jspecify.annotations.NullMarked;

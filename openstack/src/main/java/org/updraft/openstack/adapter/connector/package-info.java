/**
 * HTTP for the adapter and for openstack4j, on the JDK's own client: one try, a deadline over the whole reply, a bounded body,
 * and every answer that is not a 2xx with JSON is an exception. Knows no OpenStack service. Start reading at {@code CloudHttp}.
 */
@NullMarked
package org.updraft.openstack.adapter.connector;

import org.jspecify.annotations.NullMarked;

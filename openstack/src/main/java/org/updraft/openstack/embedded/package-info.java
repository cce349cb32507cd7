/**
 * A small OpenStack of our own, for the demo and for tests: {@link org.updraft.openstack.embedded.EmbeddedCloud} serves
 * {@code model} over HTTP, {@link org.updraft.openstack.embedded.DirectCloud} gives it to the same process. It never talks to a real cloud. Start reading at {@code EmbeddedCloud}, then
 * {@code model.CloudModel}.
 */
@NullMarked
package org.updraft.openstack.embedded;

import org.jspecify.annotations.NullMarked;

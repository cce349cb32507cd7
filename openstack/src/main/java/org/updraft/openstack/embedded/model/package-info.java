/**
 * What an OpenStack cloud is, without HTTP: projects, tokens, flavors, images, networks, quotas, and servers that change as
 * time passes. A pure state machine: clock and seed come in by the constructor, there is no thread and no I/O, and nothing
 * here is safe for use by several threads at once. Knows no HTTP. Start reading at {@code CloudModel}, then {@code Servers}.
 */
@NullMarked
package org.updraft.openstack.embedded.model;

import org.jspecify.annotations.NullMarked;

/**
 * What goes wrong in the embedded cloud, by script: rules that say which calls or servers they hit, how often, and with what
 * effect. Knows neither HTTP nor the state machine. Start reading at {@code FaultRule}.
 */
@NullMarked
package org.updraft.openstack.embedded.fault;

import org.jspecify.annotations.NullMarked;

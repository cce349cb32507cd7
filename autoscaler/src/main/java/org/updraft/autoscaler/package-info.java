/**
 * The service. {@link org.updraft.autoscaler.ControlLoop} is its table of contents: look, decide, do, write down.
 * {@link org.updraft.autoscaler.Assembly} wires everything on one page.
 */
@NullMarked
package org.updraft.autoscaler;

import org.jspecify.annotations.NullMarked;

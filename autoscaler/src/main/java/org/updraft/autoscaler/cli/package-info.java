/**
 * The command line: one class a command, parsed by picocli. Knows the other packages' doors, holds no logic of theirs.
 */
@NullMarked
package org.updraft.autoscaler.cli;

import org.jspecify.annotations.NullMarked;

/**
 * YAML files that people write, read so that every mistake is told at once, with its line and column and the nearest right word.
 * Knows no key of any file.
 */
@NullMarked
package org.updraft.autoscaler.yaml;

import org.jspecify.annotations.NullMarked;

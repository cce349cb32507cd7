/** What users type, and what they are shown. Knows every command's options; decides nothing about jobs. */
@NullMarked
package org.updraft.jobtools.cli;

import org.jspecify.annotations.NullMarked;

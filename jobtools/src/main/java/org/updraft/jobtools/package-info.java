/**
 * The commands of {@code updraft} for users, and the program's one way in: {@link org.updraft.jobtools.Main} looks at the first
 * word only, so that a command that users wait for at every call loads nothing that it does not need.
 */
@NullMarked
package org.updraft.jobtools;

import org.jspecify.annotations.NullMarked;

/**
 * The one reader of updraft.yaml. {@link org.updraft.autoscaler.settings.Settings} are typed, complete and checked in
 * themselves; whether what they name exists outside is {@code check}'s business. Knows values of {@code plan}, no adapter.
 * Start reading at {@code Settings}; every key is named once, in {@code SettingsReader}.
 */
@NullMarked
package org.updraft.autoscaler.settings;

import org.jspecify.annotations.NullMarked;

/**
 * What is written down: intents before their effects, whole lives of workers, and every turn. Knows the values of
 * {@code pool} and {@code plan}, not the loop that makes them. Start reading at {@link org.updraft.autoscaler.ledger.Ledger}.
 */
@NullMarked
package org.updraft.autoscaler.ledger;

import org.jspecify.annotations.NullMarked;

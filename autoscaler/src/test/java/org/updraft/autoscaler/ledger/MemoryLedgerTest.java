package org.updraft.autoscaler.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryLedgerTest extends LedgerContract {

    @Override
    Ledger open() {
        return new MemoryLedger("sim");
    }

    /** A simulated crash leaves the world its ledger. */
    @Override
    Ledger reopen() {
        return ledger;
    }

    @Test
    void onlyTheLastThousandTurnsAreKept() throws LedgerException {
        for (long number = 1; number <= 1001; number++) {
            ledger.append(Sample.quietTurn(number, Sample.seen(Sample.NOON)));
        }
        assertThat(ledger.turns(2000, Optional.empty())).hasSize(1000);
        assertThat(ledger.lastTurn()).isEqualTo(1001);
    }
}

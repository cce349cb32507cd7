package org.updraft.autoscaler.web;

import java.util.Optional;
import org.updraft.autoscaler.cleanup.Cleanup;
import org.updraft.autoscaler.cleanup.Wish;
import org.updraft.autoscaler.ledger.LedgerException;

/** What gone servers left behind: looked at for operators, and removed. Each look asks every cloud anew. */
final class Cleanups {

    private final Desk desk;

    Cleanups(Desk desk) {
        this.desk = desk;
    }

    Answer list(Call call) throws LedgerException {
        return run(call, false);
    }

    /** In a dry run only looked at. */
    Answer remove(Call call) throws LedgerException {
        return run(call, !desk.dryRun());
    }

    private Answer run(Call call, boolean removes) throws LedgerException {
        Optional<Cleanup> cleanup = desk.cleanup();
        Optional<Wish.Untracked> untracked =
                Wish.Untracked.of(call.word("untracked").orElse("hide"));
        if (untracked.isEmpty()) {
            return Answer.no(400, "untracked is hide, list or remove");
        }
        if (cleanup.isEmpty()) {
            return Answer.no(404, "there are no clouds to look at here");
        }
        return Answer.ok(cleanup.get()
                .run(new Wish(removes, untracked.get()), call.caller().user())
                .json());
    }
}

-- Why a worker did not join, and what that rests on; the last one counts. Lists have one entry in each line.
CREATE TABLE autopsy (
    worker_id TEXT PRIMARY KEY REFERENCES worker (id) ON DELETE CASCADE,
    at        INTEGER NOT NULL,
    cause     TEXT NOT NULL, -- a label of BootFault
    words     TEXT NOT NULL,
    reached   TEXT,          -- a label of Stage
    status    TEXT NOT NULL, -- Nova's
    fault     TEXT,          -- Nova's
    actions   TEXT NOT NULL,
    console   TEXT NOT NULL, -- forgotten before the rest
    unread    TEXT NOT NULL
) STRICT;

CREATE INDEX autopsy_console ON autopsy (at) WHERE console <> '';

-- Requests for tokens that were approved, written before the collector was told so.
CREATE TABLE token_approval (
    number    INTEGER PRIMARY KEY,
    worker_id TEXT NOT NULL REFERENCES worker (id) ON DELETE CASCADE,
    at        INTEGER NOT NULL,
    request   TEXT NOT NULL,
    address   TEXT NOT NULL
) STRICT;

CREATE INDEX token_approval_of_worker ON token_approval (worker_id, number);

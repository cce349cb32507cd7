-- What failed and is left alone until a moment, then tried once. Of images that do not join, see worker.failed_at.
CREATE TABLE breaker (
    kind      TEXT NOT NULL,
    cloud     TEXT NOT NULL,
    flavor_id TEXT NOT NULL, -- '': all of the cloud
    failures  INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    until     INTEGER NOT NULL,
    words     TEXT NOT NULL,
    PRIMARY KEY (kind, cloud, flavor_id)
) STRICT;

ALTER TABLE worker ADD COLUMN failed_words TEXT NOT NULL DEFAULT ''; -- why, in the last words that were heard
ALTER TABLE worker ADD COLUMN fence_words TEXT NOT NULL DEFAULT '';

CREATE INDEX worker_failed ON worker (failed_at) WHERE failed_at IS NOT NULL;

-- Why a worker was drained (a label of Cause), and how often its delete was asked for.
ALTER TABLE worker ADD COLUMN drain_cause TEXT NOT NULL DEFAULT '';
ALTER TABLE worker ADD COLUMN deletes INTEGER NOT NULL DEFAULT 0;

CREATE INDEX worker_marked ON worker (drain_ordered_at) WHERE drain_cause IN ('useless', 'black-hole');

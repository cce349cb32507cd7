-- The one memory of the service. Instants are milliseconds since 1970, read them with datetime(x / 1000, 'unixepoch').

CREATE TABLE installation (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    id   TEXT NOT NULL
) STRICT;

-- One row from the intent to boot on; a row without closed_at is a worker that lives.
CREATE TABLE worker (
    id               TEXT PRIMARY KEY,
    name             TEXT NOT NULL,
    cloud            TEXT NOT NULL,
    image_id         TEXT NOT NULL,
    flavor_id        TEXT NOT NULL,
    template_hash    TEXT NOT NULL,
    flavor_name      TEXT NOT NULL,
    server_id        TEXT,
    owner            TEXT NOT NULL,
    vm_type          TEXT NOT NULL,
    demand_key       TEXT NOT NULL,
    cpus             INTEGER NOT NULL,
    memory_mib       INTEGER NOT NULL,
    disk_gib         INTEGER NOT NULL,
    gpus             INTEGER NOT NULL,
    keep_alive_ms    INTEGER NOT NULL,
    requested_at     INTEGER NOT NULL,
    active_at        INTEGER,
    joined_at        INTEGER,
    drain_id         TEXT,
    drain_how        TEXT,
    drain_ordered_at INTEGER,
    drain_accepted   INTEGER,
    fenced_at        INTEGER,
    fence_means      TEXT,
    fence_cause      TEXT,
    deleting_at      INTEGER,
    retiring_at      INTEGER,
    failed_at        INTEGER, -- when we gave it up, if its server never joined the pool
    closed_at        INTEGER,
    closed_cause     TEXT,
    closed_detail    TEXT
) STRICT;

CREATE INDEX worker_living ON worker (id) WHERE closed_at IS NULL;
CREATE INDEX worker_history ON worker (requested_at, cloud, image_id, flavor_id, template_hash, joined_at, failed_at);
CREATE INDEX worker_closed ON worker (closed_at) WHERE closed_at IS NOT NULL;

-- What became of each worker, line by line.
CREATE TABLE life (
    number    INTEGER PRIMARY KEY,
    worker_id TEXT NOT NULL REFERENCES worker (id) ON DELETE CASCADE,
    at        INTEGER NOT NULL,
    activity  TEXT NOT NULL,
    detail    TEXT NOT NULL
) STRICT;

CREATE INDEX life_of_worker ON life (worker_id, number);

-- Which project a cloud's name stood for when it was first used.
CREATE TABLE binding (
    cloud                 TEXT PRIMARY KEY,
    auth_url              TEXT NOT NULL,
    project_id            TEXT NOT NULL,
    region                TEXT NOT NULL,
    user_domain           TEXT NOT NULL,
    project_name          TEXT NOT NULL,
    user_name             TEXT NOT NULL,
    credential_expires_at INTEGER
) STRICT;

-- Clouds that an operator has switched off or on again.
CREATE TABLE cloud_switch (
    cloud   TEXT PRIMARY KEY,
    enabled INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    by_whom TEXT NOT NULL
) STRICT;

-- One row for each pass of the loop; digest, plan and outcomes are JSON.
CREATE TABLE turn (
    number   INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    took_ms  INTEGER NOT NULL,
    own_ms   INTEGER NOT NULL,
    digest   TEXT NOT NULL,
    plan     TEXT NOT NULL,
    outcomes TEXT NOT NULL,
    seen     INTEGER NOT NULL -- the turn in which the snapshot last changed
) STRICT;

CREATE INDEX turn_at ON turn (at);

-- What was seen, whole, as gzipped JSON; only when it changed.
CREATE TABLE snapshot (
    turn INTEGER PRIMARY KEY,
    at   INTEGER NOT NULL,
    hash BLOB NOT NULL,
    gz   BLOB NOT NULL
) STRICT;

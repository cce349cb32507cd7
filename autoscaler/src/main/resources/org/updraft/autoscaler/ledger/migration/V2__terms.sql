-- On what terms a worker takes jobs.
ALTER TABLE worker ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
ALTER TABLE worker ADD COLUMN max_jobs INTEGER NOT NULL DEFAULT 0; -- 0: as many as come
ALTER TABLE worker ADD COLUMN cloud_config TEXT NOT NULL DEFAULT ''; -- VMAMIConfig of its jobs

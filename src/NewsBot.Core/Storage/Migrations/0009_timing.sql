-- When news comes. Minutes of the day are those of the chat's own clock (chat.time_zone).
ALTER TABLE chat ADD COLUMN rhythm TEXT NOT NULL DEFAULT 'at-once';     -- at-once | hourly | daily | weekdays
ALTER TABLE chat ADD COLUMN digest_at TEXT NOT NULL DEFAULT '';         -- comma-separated minutes of the day; empty: the usual one
ALTER TABLE chat ADD COLUMN quiet_from BIGINT NULL;                     -- minute of the day; NULL: news comes at any hour
ALTER TABLE chat ADD COLUMN quiet_until BIGINT NULL;
ALTER TABLE subscription ADD COLUMN rhythm TEXT NULL;                   -- NULL: as the chat
ALTER TABLE delivery ADD COLUMN occasion TEXT NULL;                     -- morning | digest: comes with others of the same; NULL: an alert of its own

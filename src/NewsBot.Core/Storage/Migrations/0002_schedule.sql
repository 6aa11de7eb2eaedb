-- What the fetcher and the schedule remember of a feed.
ALTER TABLE feed ADD COLUMN host TEXT NULL;                            -- name and port: whom politeness is owed to
ALTER TABLE feed ADD COLUMN validator_key BIGINT NULL;                 -- hash of address and user agent the validators were got with
ALTER TABLE feed ADD COLUMN avoid_http2 BIGINT NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN moved_to TEXT NULL;                        -- where permanent redirects lead, until that is proved
ALTER TABLE feed ADD COLUMN moved_since BIGINT NULL;
ALTER TABLE feed ADD COLUMN moved_polls BIGINT NOT NULL DEFAULT 0;     -- good answers from there in a row
ALTER TABLE feed ADD COLUMN times_gone BIGINT NOT NULL DEFAULT 0;      -- 410 in a row
ALTER TABLE feed ADD COLUMN time_to_live BIGINT NULL;                  -- milliseconds, as the feed states it: a 304 brings no body
ALTER TABLE feed ADD COLUMN update_interval BIGINT NULL;               -- milliseconds
ALTER TABLE feed ADD COLUMN skip_hours BIGINT NOT NULL DEFAULT 0;      -- bit per hour, GMT
ALTER TABLE feed ADD COLUMN skip_days BIGINT NOT NULL DEFAULT 0;       -- bit per day, Sunday first
ALTER TABLE feed ADD COLUMN rhythm TEXT NULL;                          -- minutes since 1970 of its latest articles

DROP INDEX feed_due;
CREATE INDEX feed_due ON feed (next_check_at) WHERE state <> 'paused' AND kind = 'polled';
CREATE INDEX feed_by_host ON feed (host);
CREATE INDEX subscription_by_feed ON subscription (feed_id) WHERE ended_at IS NULL;
CREATE INDEX feed_leased ON feed (lease_until) WHERE lease_until IS NOT NULL;

-- Hosts that asked to be left alone, or turned us away.
CREATE TABLE host_pause (
  host TEXT NOT NULL PRIMARY KEY,
  until BIGINT NOT NULL,
  refusals BIGINT NOT NULL                  -- in a row
);

-- Former addresses and numbers of feeds that moved, so that a setting, an import or a button that names one finds the feed.
CREATE TABLE feed_alias (
  url TEXT NOT NULL PRIMARY KEY,
  feed_id BIGINT NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
  former_id BIGINT NULL                     -- of a feed that was merged into this one
);
CREATE INDEX feed_alias_by_feed ON feed_alias (feed_id);
CREATE INDEX feed_alias_by_former ON feed_alias (former_id) WHERE former_id IS NOT NULL;

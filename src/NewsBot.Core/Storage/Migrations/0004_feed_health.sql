-- How a feed is, and who was told of it. What is told stands in its rows, so that it is told once on however many nodes.
ALTER TABLE feed ADD COLUMN failing_since BIGINT NULL;              -- first failure in a row; not counted while our own network is down
ALTER TABLE feed ADD COLUMN trouble TEXT NULL;                      -- failing | gone | silent: the episode that people hear of; NULL: well
ALTER TABLE feed ADD COLUMN trouble_since BIGINT NULL;              -- since when; of a feed that is well: when it recovered
ALTER TABLE feed ADD COLUMN trouble_stage BIGINT NOT NULL DEFAULT 0; -- how many times this episode was worth a word
ALTER TABLE feed ADD COLUMN removed_at BIGINT NULL;                 -- an owner took it out of the catalogue: seeds do not bring it back
ALTER TABLE feed_chat ADD COLUMN paused_at BIGINT NULL;             -- the chat does not want to hear of its own feed for now

CREATE INDEX feed_checked ON feed (last_checked_at);

-- Who hears of an episode. The row stays until it is over, so that whoever was told hears of the end.
CREATE TABLE feed_notice (
  feed_id BIGINT NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
  owner_key BIGINT NOT NULL,                -- the chat whose own feed it is; 0: the catalogue's
  chat_key BIGINT NOT NULL,                 -- who is told: of a group's feed, its administrator in private where possible
  kind TEXT NOT NULL,                       -- failing | still-failing | gone | silent | recovered | speaks-again
  due_at BIGINT NULL,                       -- NULL: it is told
  told_at BIGINT NULL,                      -- NULL: nothing of this episode yet
  PRIMARY KEY (feed_id, owner_key, chat_key)
);
CREATE INDEX feed_notice_due ON feed_notice (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX feed_notice_by_chat ON feed_notice (chat_key);

-- Who wants to know what comes of the next try.
CREATE TABLE feed_try (
  feed_id BIGINT NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
  owner_key BIGINT NOT NULL,
  chat_key BIGINT NOT NULL,
  destination_id BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (feed_id, owner_key, chat_key)
);

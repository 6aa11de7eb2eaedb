-- Chats that cannot be written to for a while. Their settings stay; here stands since when, and what they may have missed.
ALTER TABLE chat ADD COLUMN suspended_at BIGINT NULL;            -- NULL: not suspended
ALTER TABLE chat ADD COLUMN missed_since BIGINT NULL;            -- when the oldest of what waited then had come in
ALTER TABLE destination ADD COLUMN closed_at BIGINT NULL;        -- its forum topic is closed: nothing goes there. NULL: it is open
ALTER TABLE destination ADD COLUMN missed_since BIGINT NULL;

-- Which cause of silence an administrator was told of.
CREATE TABLE silence_notice (
  chat_key BIGINT NOT NULL REFERENCES chat (chat_key),
  thread_id BIGINT NOT NULL,                -- 0: the chat itself
  cause TEXT NOT NULL,
  told_at BIGINT NOT NULL,
  PRIMARY KEY (chat_key, thread_id, cause)
);

-- Who wants to be forgotten. The farewell has to be sent first (chat.state 'leaving'); a feed that nobody else has goes after.
CREATE INDEX chat_leaving ON chat (chat_key) WHERE state = 'leaving';
ALTER TABLE feed ADD COLUMN forget_at BIGINT NULL;               -- when the only chat that had it left; NULL: somebody has it
CREATE INDEX feed_to_forget ON feed (forget_at) WHERE forget_at IS NOT NULL;

-- What /why and /status tell.
ALTER TABLE article ADD COLUMN quiet BIGINT NULL;   -- 1: brought without being sent to anybody (a back catalogue, an import); 0: who followed it was told; NULL: from before this was kept

-- When a chat got nothing, because it had stopped or Telegram took nothing for it.
CREATE TABLE chat_absence (
  chat_key BIGINT NOT NULL REFERENCES chat (chat_key) ON DELETE CASCADE,
  began_at BIGINT NOT NULL,
  ended_at BIGINT NULL,                     -- NULL: it lasts
  state TEXT NOT NULL,                      -- as chat.state: suspended | stopped | …
  reason TEXT NULL,                         -- Telegram's words
  PRIMARY KEY (chat_key, began_at)
);
CREATE INDEX chat_absence_began ON chat_absence (began_at);

-- The last time that Telegram asked to wait (429), once of a chat and once of the whole bot; pauses go when they are over.
CREATE TABLE flood_wait (
  bot_id BIGINT NOT NULL,
  scope TEXT NOT NULL,                      -- chat | bot
  asked_at BIGINT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (bot_id, scope)
);

-- What is counted, so that counting costs nothing when very much else is there.
CREATE INDEX delivery_dropped ON delivery (settled_at) WHERE state = 'dropped';

-- How a chat calls a feed of its own, and the group it keeps it in: its own business, as another chat may have the same feed.
-- Apart from feed_chat, so that a feed that is removed and given back is called as before.
CREATE TABLE feed_name (
  chat_key BIGINT NOT NULL REFERENCES chat (chat_key),
  feed_id BIGINT NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
  title TEXT NULL,                          -- NULL: as the feed calls itself
  folder TEXT NOT NULL DEFAULT '',          -- '': in no group
  PRIMARY KEY (chat_key, feed_id)
);

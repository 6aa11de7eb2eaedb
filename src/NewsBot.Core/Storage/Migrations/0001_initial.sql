-- Words in double braces are the dialect's (SqlDialect.Words). Times: Unix milliseconds UTC. Flags: 0 or 1.

-- Where articles come from. A feed is in the catalogue, or belongs to the chats in feed_chat, or both.
CREATE TABLE feed (
  feed_id {{id}},
  kind TEXT NOT NULL,                       -- polled | documents (imported pages, never polled)
  url TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  title_fixed BIGINT NOT NULL DEFAULT 0,    -- the owner or an import named it; the feed's own title does not replace it
  site_url TEXT NULL,
  folder TEXT NOT NULL DEFAULT '',          -- group in an OPML file
  language TEXT NULL,                       -- as the feed states it, normalised ("uk"); NULL: unknown
  in_catalogue BIGINT NOT NULL DEFAULT 0,
  origin TEXT NOT NULL,                     -- seed | setting | import | owner | chat
  has_secret BIGINT NOT NULL DEFAULT 0,     -- a password or token stands in the address: never shown to another chat
  fixed_interval BIGINT NULL,               -- milliseconds, when the owner fixed it
  etag TEXT NULL,                           -- validators, verbatim (RFC 9110 8.8)
  last_modified TEXT NULL,
  body_hash BIGINT NULL,
  state TEXT NOT NULL DEFAULT 'active',     -- active | paused | gone
  first_fetched_at BIGINT NULL,             -- NULL: its back catalogue has not been marked as seen yet
  next_check_at BIGINT NULL,
  next_check_reason TEXT NULL,
  last_checked_at BIGINT NULL,
  last_success_at BIGINT NULL,
  last_new_at BIGINT NULL,
  failures BIGINT NOT NULL DEFAULT 0,
  last_error TEXT NULL,                     -- JSON of the text key and its arguments
  lease_owner TEXT NULL,
  lease_until BIGINT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX feed_due ON feed (next_check_at) WHERE state = 'active' AND kind = 'polled';

-- Keys of items ever seen in a feed. Apart from article, so that a pruned article never comes back as new.
CREATE TABLE seen (
  feed_id BIGINT NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
  item_key BIGINT NOT NULL,                 -- 64-bit hash
  last_seen_at BIGINT NOT NULL,
  PRIMARY KEY (feed_id, item_key)
);
CREATE INDEX seen_age ON seen (last_seen_at);

CREATE TABLE story (
  story_id {{id}},
  created_at BIGINT NOT NULL
);

CREATE TABLE article (
  article_id {{key}},                       -- sort time in seconds << 20 | sequence
  feed_id BIGINT NOT NULL REFERENCES feed (feed_id),
  story_id BIGINT NOT NULL REFERENCES story (story_id),
  item_key BIGINT NOT NULL,                 -- the strongest key of the item, as in seen
  url TEXT NULL,
  url_key BIGINT NULL,                      -- hash of the canonical address: exact copies share it
  title TEXT NOT NULL,                      -- plain text, one line
  summary TEXT NOT NULL DEFAULT '',         -- plain text, \n between blocks
  body TEXT NOT NULL DEFAULT '',            -- plain text, \n between blocks
  body_complete BIGINT NOT NULL DEFAULT 0,  -- the stored body is the whole article
  kind TEXT NOT NULL DEFAULT 'article',     -- article | brief | video
  section TEXT NULL,
  author TEXT NULL,
  language TEXT NULL,
  published_at BIGINT NULL,                 -- as the source states it
  first_seen_at BIGINT NOT NULL,
  reading_minutes BIGINT NULL,              -- as the source states it
  picture_url TEXT NULL,
  picture_caption TEXT NULL,
  picture_credit TEXT NULL,
  sample BIGINT NOT NULL DEFAULT 0,
  content_hash BIGINT NOT NULL DEFAULT 0,   -- of title and summary: tells a changed headline from a changed utm
  analyzer_version BIGINT NOT NULL
);
CREATE INDEX article_by_feed ON article (feed_id, article_id);
CREATE INDEX article_by_story ON article (story_id);
CREATE INDEX article_by_url ON article (url_key);
CREATE INDEX article_by_item ON article (item_key, feed_id);
{{article_index}}

-- People, groups and channels. Telegram's chat id stands here only, so a migration is one UPDATE.
CREATE TABLE chat (
  chat_key {{id}},
  bot_id BIGINT NOT NULL,
  telegram_chat_id BIGINT NOT NULL,
  type TEXT NOT NULL,                       -- private | group | supergroup | channel
  title TEXT NOT NULL DEFAULT '',
  username TEXT NULL,
  language TEXT NOT NULL,                   -- interface
  language_chosen BIGINT NOT NULL DEFAULT 0,
  reading_languages TEXT NOT NULL,          -- comma-separated; empty: every language
  pictures BIGINT NOT NULL DEFAULT 1,
  summary BIGINT NOT NULL DEFAULT 1,
  sound BIGINT NOT NULL DEFAULT 1,
  time_zone TEXT NULL,                      -- IANA name
  state TEXT NOT NULL DEFAULT 'active',     -- active | suspended (Telegram refuses) | stopped (its own wish)
  state_reason TEXT NULL,
  invited BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  UNIQUE (bot_id, telegram_chat_id)
);

CREATE TABLE destination (
  destination_id {{id}},
  chat_key BIGINT NOT NULL REFERENCES chat (chat_key),
  thread_id BIGINT NOT NULL DEFAULT 0,      -- 0: none. Never NULL, which defeats UNIQUE
  thread_gone BIGINT NOT NULL DEFAULT 0,    -- Telegram does not know the thread any more: sent to the chat itself
  UNIQUE (chat_key, thread_id)
);

CREATE TABLE feed_chat (
  chat_key BIGINT NOT NULL REFERENCES chat (chat_key),
  feed_id BIGINT NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
  added_by BIGINT NULL,                     -- Telegram user id
  added_at BIGINT NOT NULL,
  PRIMARY KEY (chat_key, feed_id)
);
CREATE INDEX feed_chat_by_feed ON feed_chat (feed_id);

CREATE TABLE topic (
  topic_key TEXT NOT NULL PRIMARY KEY,
  emoji TEXT NOT NULL DEFAULT '',
  titles TEXT NOT NULL,                     -- JSON: language -> title
  query TEXT NOT NULL,
  enabled BIGINT NOT NULL DEFAULT 1,
  origin TEXT NOT NULL,                     -- seed | setting
  position BIGINT NOT NULL
);

CREATE TABLE subscription (
  subscription_id {{id}},
  destination_id BIGINT NOT NULL REFERENCES destination (destination_id),
  kind TEXT NOT NULL,                       -- topic | feed | query
  subject TEXT NOT NULL,                    -- topic:KEY | feed:ID | query:CANONICAL
  topic_key TEXT NULL,
  feed_id BIGINT NULL,
  query TEXT NULL,                          -- as it was written
  silent BIGINT NOT NULL DEFAULT 0,
  may_wake BIGINT NOT NULL DEFAULT 0,
  created_by BIGINT NULL,                   -- Telegram user id
  created_at BIGINT NOT NULL,
  ended_at BIGINT NULL,
  UNIQUE (destination_id, subject)
);
CREATE INDEX subscription_live ON subscription (kind) WHERE ended_at IS NULL;
CREATE INDEX subscription_by_subject ON subscription (subject) WHERE ended_at IS NULL;

CREATE TABLE mute (
  mute_id {{id}},
  destination_id BIGINT NOT NULL REFERENCES destination (destination_id),
  kind TEXT NOT NULL,                       -- feed | query
  subject TEXT NOT NULL,                    -- feed:ID | query:CANONICAL
  feed_id BIGINT NULL,
  query TEXT NULL,
  created_at BIGINT NOT NULL,
  ended_at BIGINT NULL,
  UNIQUE (destination_id, subject)
);

CREATE TABLE owner (
  bot_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  claimed_at BIGINT NOT NULL,
  PRIMARY KEY (bot_id, user_id)
);

CREATE TABLE access_link (
  code_hash TEXT NOT NULL PRIMARY KEY,      -- SHA-256 of the code: a copy of the store opens nothing
  bot_id BIGINT NOT NULL,
  kind TEXT NOT NULL,                       -- claim | invite
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT NULL,
  used_by BIGINT NULL
);

-- The spine, 1 of 3: what came in.
CREATE TABLE inbox (
  bot_id BIGINT NOT NULL,
  update_id BIGINT NOT NULL,                -- never compared by order
  chat_key BIGINT NULL,
  user_id BIGINT NULL,                      -- Telegram user id of who did it
  payload TEXT NOT NULL,                    -- the update as Telegram sent it
  received_at BIGINT NOT NULL,
  sequence BIGINT NOT NULL,                 -- order of arrival in this store
  state TEXT NOT NULL DEFAULT 'new',        -- new | done | failed
  attempts BIGINT NOT NULL DEFAULT 0,
  done_at BIGINT NULL,
  reference TEXT NULL,                      -- the code that an apology carried
  PRIMARY KEY (bot_id, update_id)
);
CREATE INDEX inbox_new ON inbox (bot_id, sequence) WHERE state = 'new';
CREATE INDEX inbox_order ON inbox (bot_id, sequence);
CREATE INDEX inbox_by_chat ON inbox (chat_key, received_at);

-- The spine, 2 of 3: what is due.
CREATE TABLE delivery (
  delivery_id {{id}},
  destination_id BIGINT NOT NULL REFERENCES destination (destination_id),
  story_id BIGINT NOT NULL,
  sequence BIGINT NOT NULL DEFAULT 0,       -- 0 the first alert, 1… an update or a split
  article_id BIGINT NOT NULL,
  subscriptions TEXT NOT NULL,              -- comma-separated ids of all that matched
  priority BIGINT NOT NULL,                 -- smaller goes first
  not_before BIGINT NOT NULL,
  state TEXT NOT NULL DEFAULT 'due',        -- due | flight | sent | dropped | withdrawn
  reason TEXT NULL,
  message_id BIGINT NULL,
  created_at BIGINT NOT NULL,
  settled_at BIGINT NULL,
  UNIQUE (destination_id, story_id, sequence)
);
CREATE INDEX delivery_due ON delivery (destination_id, not_before) WHERE state = 'due';
CREATE INDEX delivery_by_message ON delivery (message_id);
CREATE INDEX delivery_by_article ON delivery (article_id);

-- The spine, 3 of 3: what Telegram is asked to do.
CREATE TABLE message (
  message_id {{id}},
  bot_id BIGINT NOT NULL,
  destination_id BIGINT NOT NULL REFERENCES destination (destination_id),
  kind TEXT NOT NULL,                       -- news | list | digest | edit | reply
  form TEXT NOT NULL,                       -- text | photo | rich
  language TEXT NOT NULL,
  content TEXT NOT NULL,                    -- JSON of what is asked (ChatRequest)
  priority BIGINT NOT NULL,
  not_before BIGINT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0,
  doubts BIGINT NOT NULL DEFAULT 0,         -- how often it may have arrived without our knowing
  state TEXT NOT NULL DEFAULT 'queued',     -- queued | flight | sent | unsure (waits, may have arrived) | dropped | withdrawn
  reason TEXT NULL,
  lease_owner TEXT NULL,
  lease_epoch BIGINT NULL,
  edits_message_id BIGINT NULL,             -- the row whose message this one edits
  telegram_message_id BIGINT NULL,
  content_hash BIGINT NULL,                 -- of the content that Telegram last accepted
  update_id BIGINT NULL,                    -- the inbox row this answers
  created_at BIGINT NOT NULL,
  sent_at BIGINT NULL
);
CREATE INDEX message_queue ON message (bot_id, state, not_before) WHERE state IN ('queued', 'flight', 'unsure');
CREATE INDEX message_by_telegram ON message (destination_id, telegram_message_id);
CREATE INDEX message_age ON message (created_at);

-- Pauses that Telegram asked for (429). chat_key 0: the whole bot.
CREATE TABLE pause (
  bot_id BIGINT NOT NULL,
  chat_key BIGINT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (bot_id, chat_key)
);

-- One leader per bot token calls getUpdates and sends.
CREATE TABLE leader (
  bot_id BIGINT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  lease_until BIGINT NOT NULL
);

-- What stands behind a button: query, cursor, what to undo.
CREATE TABLE stored_view (
  view_key TEXT NOT NULL PRIMARY KEY,
  chat_key BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,                      -- JSON
  created_at BIGINT NOT NULL
);
CREATE INDEX stored_view_age ON stored_view (created_at);

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

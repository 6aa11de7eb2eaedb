-- One story, one message: messages that grow, are corrected, withdrawn and split.
ALTER TABLE article ADD COLUMN arrival BIGINT NULL;                  -- the order in which this store took articles in, whichever program did; NULL: from before this was kept
ALTER TABLE article ADD COLUMN corrected_at BIGINT NULL;             -- when its source last changed the headline
ALTER TABLE article ADD COLUMN corrections BIGINT NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN withdrawn_at BIGINT NULL;             -- its source took it back: it is not shown any more
CREATE UNIQUE INDEX article_arrival ON article (arrival) WHERE arrival IS NOT NULL;

-- What stands in a chat is made anew when its stories have grown or changed.
ALTER TABLE message ADD COLUMN edit_at BIGINT NULL;                  -- when the message is to be made anew; NULL: it says what there is to say
ALTER TABLE message ADD COLUMN edited_at BIGINT NULL;                -- when it was made anew last
CREATE INDEX message_to_edit ON message (edit_at, bot_id) WHERE edit_at IS NOT NULL;

-- A reader says that a report does not belong to a story: for this chat it is apart, and for whoever judges stories a label.
CREATE TABLE story_split (
  chat_key BIGINT NULL,                     -- NULL: its chat deleted its data, the label stays
  story_id BIGINT NOT NULL,
  article_id BIGINT NOT NULL,               -- which is another story
  beside_id BIGINT NOT NULL,                -- the article that the message is about
  split_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX story_split_of_chat ON story_split (chat_key, story_id, article_id) WHERE chat_key IS NOT NULL;
CREATE INDEX story_split_of_story ON story_split (story_id);

-- All keys of one item carry its first one, which is article.item_key. NULL: written before; filled in at the next sight.
ALTER TABLE seen ADD COLUMN first_key BIGINT NULL;

-- Feeds that gave most of their items new names at once, for the operator to know.
CREATE TABLE feed_renaming (
  feed_id BIGINT NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
  noticed_at BIGINT NOT NULL,
  items BIGINT NOT NULL,                    -- of the document
  recognised BIGINT NOT NULL,               -- known by title and day, or by title and moment
  withheld BIGINT NOT NULL,                 -- neither known nor surely new: stored, not sent
  told_at BIGINT NULL,
  PRIMARY KEY (feed_id, noticed_at)
);

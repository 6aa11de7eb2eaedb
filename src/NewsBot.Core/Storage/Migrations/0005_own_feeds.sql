-- How a chat calls a feed of its own, and the group it keeps it in: its own business, as another chat may have the same feed.
ALTER TABLE feed_chat ADD COLUMN title TEXT NULL;                 -- NULL: as the feed calls itself
ALTER TABLE feed_chat ADD COLUMN folder TEXT NOT NULL DEFAULT '';  -- '': in no group

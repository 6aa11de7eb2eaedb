-- Alerts at night and floods of them: what was offered to a chat, and what made a sound.
ALTER TABLE chat ADD COLUMN night_offered_in BIGINT NULL;   -- the message under which quiet hours were offered, once
ALTER TABLE chat ADD COLUMN flood_offered_at BIGINT NULL;   -- when less was last offered, because very much came
ALTER TABLE chat ADD COLUMN flood_kept_until BIGINT NULL;   -- the chat wants it so: no such offer before
ALTER TABLE message ADD COLUMN sounded_at BIGINT NULL;      -- when an alert was made to go with sound; NULL: without, or no alert
CREATE INDEX message_sounded ON message (destination_id, sounded_at) WHERE sounded_at IS NOT NULL;

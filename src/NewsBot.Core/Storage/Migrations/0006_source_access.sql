-- What the owner's settings say of how a source is asked.
ALTER TABLE feed ADD COLUMN user_agent TEXT NULL;                              -- in place of the bot's own
ALTER TABLE feed ADD COLUMN accept_any_certificate BIGINT NOT NULL DEFAULT 0;  -- shown wherever the source is

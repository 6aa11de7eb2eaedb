-- What is due now, without looking at what waits for later: read in the order of time, from the index alone.
CREATE INDEX delivery_turn ON delivery (not_before, priority, destination_id, story_id) WHERE state = 'due';
-- The next message of a chat, without looking at those it has had.
CREATE INDEX message_waiting ON message (destination_id, priority, message_id) WHERE state IN ('queued', 'unsure');

-- The search index with stems beside the words. It is made anew in the background, the newest articles first: a changed
-- analyser (Analyzer.Version) means a new index, and article_to_index names the articles it does not hold yet.
DROP TABLE article_index;
{{article_index}}
CREATE INDEX article_to_index ON article (article_id) WHERE analyzer_version < 2;

-- What changed among the queries that wait for articles, so that a node can bring what it keeps in memory up to date.
CREATE TABLE subscription_change (
  change_id {{id}},
  written_in BIGINT NOT NULL,               -- the transaction: on PostgreSQL ids become visible in another order than they are given
  kind TEXT NOT NULL,                       -- subscription | topic | mute
  subject_id BIGINT NOT NULL DEFAULT 0,     -- of a subscription or a mute
  topic_key TEXT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX subscription_change_order ON subscription_change (written_in, change_id);
CREATE INDEX subscription_change_age ON subscription_change (changed_at);

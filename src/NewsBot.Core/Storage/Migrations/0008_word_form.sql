-- Words of the articles by their stems: a search for a word in any form asks the index for all of them. Only words that
-- are not their own stem stand here, and for each language that there are articles in the empty one.
CREATE TABLE word_form (
  stem TEXT NOT NULL,                       -- with its language: en_ceasefir
  word TEXT NOT NULL,
  PRIMARY KEY (stem, word)
) {{without_rowid}};

-- PostgreSQL only: the words of each article in their order, for ranking. SQLite's index tells where they stand.
{{article_codes}}

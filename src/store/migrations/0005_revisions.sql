-- Revisions of articles, and when pages are to be fetched again.

-- By which captures of one article are known as such; empty for digests and their items.
ALTER TABLE articles ADD COLUMN address TEXT NOT NULL DEFAULT '';
UPDATE articles SET address = url WHERE placeable = 1 AND instr(id, '#') = 0;
CREATE INDEX articles_of_address ON articles (address) WHERE address <> '';

-- An article each time that its words had changed, in the order of `at`. The article of the newest is the one in
-- article_texts, and is not kept here again (json is NULL).
CREATE TABLE revisions (
  revision_row INTEGER PRIMARY KEY,
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  page_row INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
  at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  -- When it was seen to be so, ascending, one a line: at and last_at are the first and the last.
  sightings TEXT NOT NULL,
  headline TEXT NOT NULL,
  changes TEXT NOT NULL,
  words_added INTEGER NOT NULL,
  words_removed INTEGER NOT NULL,
  json BLOB
);
CREATE INDEX revisions_of_article ON revisions (article_row, at);
CREATE INDEX revisions_of_page ON revisions (page_row);
INSERT INTO revisions (article_row, page_row, at, last_at, sightings, headline, changes, words_added, words_removed)
  SELECT a.article_row, a.page_row, coalesce(p.fetched, a.seen), coalesce(p.fetched, a.seen), coalesce(p.fetched, a.seen),
    a.headline, '', 0, 0
  FROM articles a JOIN pages p ON p.page_row = a.page_row WHERE a.address <> '';

-- Addresses that were fetched and may be fetched again. due is NULL where no more visits are planned.
CREATE TABLE revisits (
  url TEXT PRIMARY KEY,
  due INTEGER,
  first INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  last INTEGER NOT NULL,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  announced TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX revisits_due ON revisits (due) WHERE due IS NOT NULL;

-- What is counted over many articles: how sources come by what they publish, whom they cite and how fast they follow,
-- where chains end, who copies whom, which copies still carry what was corrected, and which stories have one origin.

-- How the article came to its publisher (store::Provenance); NULL until it is traced.
ALTER TABLE articles ADD COLUMN provenance TEXT;
DROP INDEX articles_of_publisher;
CREATE INDEX articles_of_publisher ON articles (publisher_key, article_row, listed, provenance, language);

-- Articles that may be listed, by source, month of their row's time, way and language.
CREATE TABLE source_months (
  publisher_key TEXT NOT NULL,
  month TEXT NOT NULL,
  provenance TEXT NOT NULL,
  language TEXT NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (publisher_key, month, provenance, language)
) WITHOUT ROWID;
CREATE TRIGGER article_counted AFTER INSERT ON articles WHEN new.listed = 1 BEGIN
  INSERT INTO source_months (publisher_key, month, provenance, language, articles)
  VALUES (new.publisher_key, strftime('%Y-%m', new.article_row >> 20, 'unixepoch'), coalesce(new.provenance, ''),
    new.language, 1)
  ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER article_discounted AFTER DELETE ON articles WHEN old.listed = 1 BEGIN
  UPDATE source_months SET articles = articles - 1 WHERE publisher_key = old.publisher_key
    AND month = strftime('%Y-%m', old.article_row >> 20, 'unixepoch') AND provenance = coalesce(old.provenance, '')
    AND language = old.language;
  DELETE FROM source_months WHERE publisher_key = old.publisher_key AND articles < 1;
END;
CREATE TRIGGER article_recounted AFTER UPDATE OF publisher_key, provenance, language, listed ON articles
WHEN old.publisher_key <> new.publisher_key OR old.provenance IS DISTINCT FROM new.provenance OR old.language <> new.language
  OR old.listed <> new.listed BEGIN
  UPDATE source_months SET articles = articles - 1 WHERE old.listed = 1 AND publisher_key = old.publisher_key
    AND month = strftime('%Y-%m', old.article_row >> 20, 'unixepoch') AND provenance = coalesce(old.provenance, '')
    AND language = old.language;
  DELETE FROM source_months WHERE publisher_key = old.publisher_key AND articles < 1;
  INSERT INTO source_months (publisher_key, month, provenance, language, articles)
  SELECT new.publisher_key, strftime('%Y-%m', new.article_row >> 20, 'unixepoch'), coalesce(new.provenance, ''),
    new.language, 1 WHERE new.listed = 1
  ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
INSERT INTO source_months (publisher_key, month, provenance, language, articles)
  SELECT publisher_key, strftime('%Y-%m', article_row >> 20, 'unixepoch'), '', language, count(*)
  FROM articles WHERE listed = 1 GROUP BY 1, 2, 4;

-- Articles of one source that have or cite another, whether by their own words or by their chain.
CREATE TABLE citing (
  publisher_key TEXT NOT NULL,
  source_key TEXT NOT NULL,
  source TEXT NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (publisher_key, source_key)
) WITHOUT ROWID;
CREATE INDEX citing_most ON citing (publisher_key, articles);
CREATE INDEX cited_most ON citing (source_key, articles);
CREATE TRIGGER citation_counted AFTER INSERT ON citations WHEN NOT EXISTS (SELECT 1 FROM citations
  WHERE article_row = new.article_row AND source_key = new.source_key AND traced <> new.traced) BEGIN
  INSERT INTO citing (publisher_key, source_key, source, articles)
  VALUES (new.publisher_key, new.source_key, new.source, 1)
  ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER citation_discounted AFTER DELETE ON citations WHEN NOT EXISTS (SELECT 1 FROM citations
  WHERE article_row = old.article_row AND source_key = old.source_key) BEGIN
  UPDATE citing SET articles = articles - 1 WHERE publisher_key = old.publisher_key AND source_key = old.source_key;
  DELETE FROM citing WHERE publisher_key = old.publisher_key AND source_key = old.source_key AND articles < 1;
END;
INSERT INTO citing (publisher_key, source_key, source, articles)
  SELECT publisher_key, source_key, min(source), count(DISTINCT article_row) FROM citations GROUP BY 1, 2;

-- Stories of several publishers: how many seconds after the first report each of them had it, where both state a time
-- of day; 0 for who was first.
CREATE TABLE followings (
  story TEXT NOT NULL,
  publisher_key TEXT NOT NULL,
  delay INTEGER,
  latest INTEGER NOT NULL,
  PRIMARY KEY (story, publisher_key)
) WITHOUT ROWID;
CREATE INDEX followings_of ON followings (publisher_key, delay, latest);
CREATE TRIGGER story_not_followed AFTER DELETE ON stories BEGIN
  DELETE FROM followings WHERE story = old.id;
END;

-- Whom an article rests on, itself left out: another article's id, `link/<comparable address>`, `source/<key>`.
CREATE TABLE rests (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  root TEXT NOT NULL,
  PRIMARY KEY (article_row, root)
) WITHOUT ROWID;
CREATE INDEX rests_on ON rests (root, article_row);

-- The ends of chains with how many articles rest on each. kind: unnamed, dead, absent; empty where a source is reached.
CREATE TABLE ends (
  root TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  articles INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ends_most ON ends (articles, root) WHERE kind <> '';
CREATE INDEX ends_of_kind ON ends (kind, articles, root) WHERE kind <> '';
CREATE TRIGGER rest_counted AFTER INSERT ON rests BEGIN
  INSERT INTO ends (root, kind, name, url, articles) VALUES (new.root, '', '', '', 1)
  ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER rest_discounted AFTER DELETE ON rests BEGIN
  UPDATE ends SET articles = articles - 1 WHERE root = old.root;
  DELETE FROM ends WHERE root = old.root AND articles < 1 AND kind <> 'unnamed';
END;
CREATE TRIGGER end_forgotten AFTER DELETE ON articles BEGIN
  DELETE FROM ends WHERE root = old.id AND articles < 1;
  UPDATE ends SET kind = '' WHERE root = old.id;
END;
-- How many ends there are of each kind.
CREATE TABLE end_kinds (
  kind TEXT PRIMARY KEY,
  ends INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER end_counted AFTER INSERT ON ends BEGIN
  INSERT INTO end_kinds (kind, ends) VALUES (new.kind, 1) ON CONFLICT DO UPDATE SET ends = ends + 1;
END;
CREATE TRIGGER end_discounted AFTER DELETE ON ends BEGIN
  UPDATE end_kinds SET ends = ends - 1 WHERE kind = old.kind;
END;
CREATE TRIGGER end_recounted AFTER UPDATE OF kind ON ends WHEN old.kind <> new.kind BEGIN
  UPDATE end_kinds SET ends = ends - 1 WHERE kind = old.kind;
  INSERT INTO end_kinds (kind, ends) VALUES (new.kind, 1) ON CONFLICT DO UPDATE SET ends = ends + 1;
END;

-- Addresses that could not be had, in comparable form, and what was answered.
CREATE TABLE lost_links (
  address TEXT PRIMARY KEY,
  error TEXT NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;

-- Whose text a copy has. Empty where both are one publisher's.
ALTER TABLE copies ADD COLUMN of_publisher TEXT NOT NULL DEFAULT '';
UPDATE copies SET of_publisher = coalesce((SELECT e.publisher_key FROM articles e JOIN articles a
  ON a.article_row = copies.article_row WHERE e.article_row = copies.earlier_row
  AND e.publisher_key <> a.publisher_key), '');
CREATE INDEX copies_of_publisher ON copies (of_publisher, article_row, earlier_row) WHERE of_publisher <> '';

-- Copies that still carry words which their original has changed since. at: since when it has other words.
CREATE TABLE stale_copies (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  earlier_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  at INTEGER NOT NULL,
  PRIMARY KEY (article_row, earlier_row)
) WITHOUT ROWID;
CREATE INDEX stale_copies_by_time ON stale_copies (at, earlier_row);
CREATE INDEX stale_copies_of ON stale_copies (earlier_row);

-- single_origin: 1 where all of a story that many carry goes back to one source, 2 where it may, 0 else; single_source
-- is what that is called.
ALTER TABLE stories ADD COLUMN single_origin INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stories ADD COLUMN single_source TEXT NOT NULL DEFAULT '';
ALTER TABLE stories ADD COLUMN publisher_count INTEGER NOT NULL DEFAULT 0;
-- Countries of its publishers, one a line, and how many publishers are of none that is known.
ALTER TABLE stories ADD COLUMN countries TEXT NOT NULL DEFAULT '';
ALTER TABLE stories ADD COLUMN placeless INTEGER NOT NULL DEFAULT 0;
CREATE INDEX stories_single ON stories (importance) WHERE single_origin > 0;
CREATE INDEX stories_single_by_time ON stories (latest) WHERE single_origin > 0;

-- What is found in articles, and what their chains say, is to be read anew.
DELETE FROM notes WHERE name = 'full-text index';

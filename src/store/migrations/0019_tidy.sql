-- What is to be tidied up, and by what it is found.

-- Of an address that no article could be read from, the page that was had last: earlier ones go.
ALTER TABLE unreadable ADD COLUMN page_row INTEGER;
CREATE INDEX pages_by_url ON pages (url);
UPDATE unreadable SET page_row = (SELECT max(p.page_row) FROM pages AS p WHERE p.url = unreadable.address
  AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.page_row = p.page_row)
  AND NOT EXISTS (SELECT 1 FROM revisions AS r WHERE r.page_row = p.page_row));
DROP INDEX pages_by_url;
CREATE INDEX unreadable_pages ON unreadable (page_row) WHERE page_row IS NOT NULL;
DELETE FROM pages WHERE NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.page_row = pages.page_row)
  AND NOT EXISTS (SELECT 1 FROM revisions AS r WHERE r.page_row = pages.page_row)
  AND NOT EXISTS (SELECT 1 FROM unreadable AS u WHERE u.page_row = pages.page_row);

-- Who waits for a page or for a report of a source, and since when the last of them does. articles: their ids, one a line.
CREATE TABLE awaited (
  what TEXT PRIMARY KEY,
  articles TEXT NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX awaited_by_time ON awaited (at);
INSERT INTO awaited (what, articles, at)
  SELECT substr(name, 8), replace(value, ' ', char(10)), CAST(strftime('%s', 'now') AS INTEGER)
  FROM notes WHERE substr(name, 1, 7) = 'sought ' AND value <> '';
DELETE FROM notes WHERE substr(name, 1, 7) = 'sought ';

CREATE INDEX lost_links_by_time ON lost_links (at);
CREATE INDEX imported_states_by_time ON imported_states (at);
CREATE INDEX errands_answered ON errands (answered) WHERE answered IS NOT NULL;

-- That an article was sent is known for as long as it is here.
CREATE INDEX webhook_sends_of_article ON webhook_sends (article);
CREATE INDEX webhook_sends_waiting ON webhook_sends (person) WHERE tries >= 0;
CREATE TRIGGER article_sent_no_more AFTER DELETE ON articles BEGIN
  DELETE FROM webhook_sends WHERE article = old.id;
END;
DELETE FROM webhook_sends WHERE NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.id = webhook_sends.article);

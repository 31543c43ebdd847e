-- What people have read: articles and stories as items of streams, and what each person made of them.

-- What items come by. name: a subscription's id, `stories/en` for the stories of a language, `elsewhere` for what came by
-- no subscription. It keeps its number when it is unsubscribed from. items: how many it has.
CREATE TABLE streams (
  stream INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  items INTEGER NOT NULL
);
INSERT INTO streams (name, items) VALUES ('elsewhere', 0);
INSERT INTO streams (name, items) SELECT id, 0 FROM feeds ORDER BY added, id;
CREATE TRIGGER feed_numbered AFTER INSERT ON feeds BEGIN
  INSERT INTO streams (name, items) VALUES (new.id, 0) ON CONFLICT DO NOTHING;
END;

-- An article that may be listed, or a story. The number grows with the time when it came to be so: the second times
-- 2^20, and a number; it stays below 2^53.
CREATE TABLE items (
  item INTEGER PRIMARY KEY,
  article_row INTEGER UNIQUE REFERENCES articles ON DELETE CASCADE,
  story TEXT UNIQUE REFERENCES stories ON DELETE CASCADE
);

-- shared: it is in other streams too.
CREATE TABLE item_streams (
  stream INTEGER NOT NULL REFERENCES streams,
  item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
  shared INTEGER NOT NULL,
  PRIMARY KEY (stream, item)
) WITHOUT ROWID;
CREATE INDEX item_streams_of ON item_streams (item, stream);
CREATE INDEX item_streams_shared ON item_streams (stream, item) WHERE shared = 1;

-- All items of the stream up to this number are read by the person, but for those marked otherwise; items that are shared
-- have a mark of their own where one of their streams is read up to them. reads: how many of the stream's items are read.
CREATE TABLE read_floors (
  stream INTEGER NOT NULL REFERENCES streams,
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  upto INTEGER NOT NULL,
  reads INTEGER NOT NULL,
  PRIMARY KEY (stream, person)
) WITHOUT ROWID;
CREATE INDEX read_floors_of_person ON read_floors (person, stream, upto, reads);

-- read: 1 or 0; NULL: as its stream's floor says. The others: when it was marked so, NULL where it is not.
CREATE TABLE item_marks (
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
  read INTEGER,
  read_at INTEGER,
  starred INTEGER,
  later INTEGER,
  noted INTEGER,
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (person, item)
) WITHOUT ROWID;
CREATE INDEX item_marks_of_item ON item_marks (item);
CREATE INDEX item_marks_unread ON item_marks (person, item) WHERE read = 0;
CREATE INDEX item_marks_starred ON item_marks (person, item) WHERE starred IS NOT NULL;
CREATE INDEX item_marks_later ON item_marks (person, item) WHERE later IS NOT NULL;
CREATE INDEX item_marks_noted ON item_marks (person, item) WHERE noted IS NOT NULL;

CREATE TABLE tags (
  tag INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  name TEXT NOT NULL,
  UNIQUE (person, name)
);
CREATE TABLE item_tags (
  tag INTEGER NOT NULL REFERENCES tags ON DELETE CASCADE,
  item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
  at INTEGER NOT NULL,
  PRIMARY KEY (tag, item)
) WITHOUT ROWID;
CREATE INDEX item_tags_of_item ON item_tags (item);

CREATE TRIGGER item_counted AFTER INSERT ON item_streams BEGIN
  UPDATE streams SET items = items + 1 WHERE stream = new.stream;
END;
-- Before the item's streams and marks go with it.
CREATE TRIGGER item_forgotten BEFORE DELETE ON items BEGIN
  UPDATE read_floors SET reads = reads - 1
    WHERE stream IN (SELECT stream FROM item_streams WHERE item = old.item)
    AND coalesce((SELECT m.read FROM item_marks m WHERE m.person = read_floors.person AND m.item = old.item),
      upto >= old.item) = 1;
  UPDATE streams SET items = items - 1 WHERE stream IN (SELECT stream FROM item_streams WHERE item = old.item);
END;

INSERT INTO items (item, article_row)
  SELECT a.seen * 1048576 + row_number() OVER (PARTITION BY a.seen ORDER BY a.article_row) - 1, a.article_row
  FROM articles a JOIN pages p ON p.page_row = a.page_row
  WHERE a.listed = 1 AND (a.kind <> 'other' OR p.announcement <> '');
INSERT INTO items (item, story)
  SELECT f.seen * 1048576 + 524288 + row_number() OVER (PARTITION BY f.seen ORDER BY f.id) - 1, f.id
  FROM (SELECT s.id AS id, coalesce((SELECT a.seen FROM articles a WHERE a.id = s.id), max(s.latest, 0)) AS seen FROM stories s) f;
INSERT INTO streams (name, items)
  SELECT DISTINCT 'stories/' || CASE WHEN language = '' THEN 'und' ELSE language END, 0 FROM stories;
INSERT INTO item_streams (stream, item, shared)
  SELECT t.stream, i.item, 0 FROM items i JOIN stories s ON s.id = i.story
  JOIN streams t ON t.name = 'stories/' || CASE WHEN s.language = '' THEN 'und' ELSE s.language END;
-- Of digests only the whole stands in streams, as it was announced.
INSERT INTO item_streams (stream, item, shared)
  SELECT coalesce((SELECT t.stream FROM feeds f JOIN streams t ON t.name = f.id
      WHERE p.announcement <> '' AND json_extract(p.announcement, '$.feed') IN (f.id, f.url, f.url_key)
      ORDER BY f.sample, f.id LIMIT 1),
    (SELECT stream FROM streams WHERE name = 'elsewhere')), i.item, 0
  FROM items i JOIN articles a ON a.article_row = i.article_row JOIN pages p ON p.page_row = a.page_row
  WHERE instr(a.id, '#') = 0;

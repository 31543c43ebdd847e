-- Editions of the front page, and what searches are narrowed by.

-- What of an article searches are counted by. subjects: one a line. codes: four bytes each, a value's number times four and
-- its sort (0 source, 1 speaker, 2 language, 3 place).
CREATE TABLE article_facets (
  article_row INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  provenance TEXT NOT NULL,
  subjects TEXT NOT NULL,
  codes BLOB NOT NULL
);
-- articles: how many have it; with the last one it goes.
CREATE TABLE facet_values (
  value_number INTEGER PRIMARY KEY,
  sort INTEGER NOT NULL,
  value TEXT NOT NULL,
  articles INTEGER NOT NULL,
  UNIQUE (sort, value)
);

-- Each combination of language, country and subject that has stories, any of them empty for all.
CREATE TABLE edition_names (
  edition INTEGER PRIMARY KEY,
  language TEXT NOT NULL,
  country TEXT NOT NULL,
  subject TEXT NOT NULL,
  stories INTEGER NOT NULL,
  UNIQUE (language, country, subject)
);
CREATE INDEX edition_languages ON edition_names (country, subject, stories);
CREATE INDEX edition_countries ON edition_names (language, subject, stories);
-- The stories of each but the one of all, with what they are put in order by.
CREATE TABLE editions (
  story TEXT NOT NULL,
  edition INTEGER NOT NULL,
  importance REAL NOT NULL,
  latest INTEGER NOT NULL,
  publishers INTEGER NOT NULL,
  least INTEGER NOT NULL,
  PRIMARY KEY (story, edition)
) WITHOUT ROWID;
CREATE INDEX editions_by_importance ON editions (edition, importance);
CREATE INDEX editions_by_time ON editions (edition, latest);
CREATE INDEX editions_carried ON editions (edition, latest, publishers) WHERE publishers > 1;
CREATE INDEX editions_independent ON editions (edition, latest, least) WHERE least > 1;
CREATE INDEX stories_carried ON stories (latest, publisher_count) WHERE publisher_count > 1;
CREATE INDEX stories_independent ON stories (latest, least) WHERE least > 1;
CREATE TRIGGER edition_grows AFTER INSERT ON editions BEGIN
  UPDATE edition_names SET stories = stories + 1 WHERE edition = new.edition;
END;
CREATE TRIGGER edition_shrinks AFTER DELETE ON editions BEGIN
  UPDATE edition_names SET stories = stories - 1 WHERE edition = old.edition;
END;
CREATE TRIGGER story_out_of_editions AFTER DELETE ON stories BEGIN
  DELETE FROM editions WHERE story = old.id;
END;

-- Ids of articles that were here: what leads to them says so.
CREATE TABLE gone (
  id TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TRIGGER article_gone AFTER DELETE ON articles BEGIN
  INSERT INTO gone (id) SELECT old.id WHERE NOT EXISTS (SELECT 1 FROM gone WHERE id = old.id);
END;

-- Searches that a person keeps. query: as in the search page's address. looked: the newest hit's row when they last looked.
CREATE TABLE saved_searches (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  looked INTEGER NOT NULL,
  UNIQUE (person, query)
);

-- What the users of one house say to each other about a story, by the id that it had then.
CREATE TABLE remarks (
  id INTEGER PRIMARY KEY,
  story TEXT NOT NULL,
  person INTEGER REFERENCES users ON DELETE SET NULL,
  words TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX remarks_of_story ON remarks (story, at);

-- What is found in articles is to be read anew.
DELETE FROM notes WHERE name = 'full-text index';

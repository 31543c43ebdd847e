-- Entities: every form, role and place that articles name them with, statements that are the same told once, and what
-- users have settled. What is found in articles is read into these tables anew when the store is opened.

DROP TABLE mentions;
DROP TABLE statements;

-- found: the entity as the article's annotations have it. entity: as users have settled it.
CREATE TABLE mentions (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  found TEXT NOT NULL,
  form TEXT NOT NULL,
  times INTEGER NOT NULL,
  entity TEXT NOT NULL,
  PRIMARY KEY (article_row, found, form)
) WITHOUT ROWID;
CREATE INDEX mentions_of_entity ON mentions (entity, article_row);
CREATE INDEX mentions_found ON mentions (found);

-- day: when the article says that it was published; NULL where it does not.
CREATE TABLE roles (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  found TEXT NOT NULL,
  form TEXT NOT NULL,
  role TEXT NOT NULL,
  day TEXT,
  entity TEXT NOT NULL,
  PRIMARY KEY (article_row, found, form, role)
) WITHOUT ROWID;
CREATE INDEX roles_of_entity ON roles (entity, role, day);
CREATE INDEX roles_found ON roles (found);

-- Where the places lie that are named.
CREATE TABLE whereabouts (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  found TEXT NOT NULL,
  form TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  latitude REAL NOT NULL,
  longitude REAL NOT NULL,
  entity TEXT NOT NULL,
  PRIMARY KEY (article_row, found, form)
) WITHOUT ROWID;
CREATE INDEX whereabouts_of_entity ON whereabouts (entity, country, name, latitude, longitude);
CREATE INDEX whereabouts_found ON whereabouts (found);

-- The forms of each entity counted over all articles, and the words that each form is looked up by.
CREATE TABLE forms (
  entity TEXT NOT NULL,
  form TEXT NOT NULL,
  form_key TEXT NOT NULL,
  times INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (entity, form)
) WITHOUT ROWID;
CREATE INDEX forms_by_key ON forms (form_key);
CREATE TABLE form_words (
  word TEXT NOT NULL,
  entity TEXT NOT NULL,
  form TEXT NOT NULL,
  PRIMARY KEY (word, entity, form)
) WITHOUT ROWID;

-- statement_row is the article's row times 2^10, and the statement's position in it. form: what the speaker is called.
-- at: when it stood there, by what the article states, for the question which of several came first. told: the first of
-- those in which the speaker says the same.
CREATE TABLE statements (
  statement_row INTEGER PRIMARY KEY,
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  found TEXT,
  form TEXT NOT NULL,
  entity TEXT,
  type TEXT NOT NULL,
  at INTEGER NOT NULL,
  told INTEGER NOT NULL,
  content TEXT NOT NULL,
  json TEXT NOT NULL
);
CREATE INDEX statements_of_article ON statements (article_row);
CREATE INDEX statements_of_entity ON statements (entity, article_row) WHERE entity IS NOT NULL;
CREATE INDEX statements_first ON statements (entity, told) WHERE told = statement_row AND entity IS NOT NULL;
CREATE INDEX statements_told ON statements (told);
CREATE INDEX statements_found ON statements (found) WHERE found IS NOT NULL;

-- Hashes of some runs of a statement's words: those that are nearly the same have some in common.
CREATE TABLE statement_marks (
  mark INTEGER NOT NULL,
  statement_row INTEGER NOT NULL,
  PRIMARY KEY (mark, statement_row)
) WITHOUT ROWID;

-- As article_words, of statements: rows are theirs.
CREATE VIRTUAL TABLE statement_words USING fts5 (
  content, facts, content = '', columnsize = 0, tokenize = 'headwater'
);

-- What users have settled, in the order of their numbers. merge: entity is other. part: what is called form (any form
-- where empty; form_key is folded) in the article (all where empty) is not entity but other. The names are what both were
-- called then; of another that users made (its id ends in ~ and a number) it is what they called it.
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_name TEXT NOT NULL,
  form TEXT NOT NULL,
  form_key TEXT NOT NULL,
  article TEXT NOT NULL,
  other TEXT NOT NULL,
  name TEXT NOT NULL,
  at INTEGER NOT NULL
);

-- What is found in articles is to be read anew.
DELETE FROM notes WHERE name = 'full-text index';

-- Accounts that can be held against each other: where statements stand, what articles count, and the day that they tell of.
-- They are read from articles anew when the store is opened.

-- A clause of a statement that takes a stand. Offsets count code points of the statement's content; terms are hashes of
-- four bytes each.
CREATE TABLE stands (
  statement_row INTEGER NOT NULL,
  clause INTEGER NOT NULL,
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  stance TEXT NOT NULL,
  clause_begin INTEGER NOT NULL,
  clause_end INTEGER NOT NULL,
  ground_begin INTEGER NOT NULL,
  ground_end INTEGER NOT NULL,
  terms BLOB NOT NULL,
  PRIMARY KEY (statement_row, clause)
) WITHOUT ROWID;
CREATE INDEX stands_of_article ON stands (article_row);

-- A count that an article's prose states, with its sentence; offsets count code points of `words`. places: one a line.
CREATE TABLE figures (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  number INTEGER NOT NULL,
  thing TEXT NOT NULL,
  value INTEGER NOT NULL,
  bound TEXT NOT NULL,
  begin INTEGER NOT NULL,
  end INTEGER NOT NULL,
  places TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (article_row, number)
) WITHOUT ROWID;

CREATE TABLE news_days (
  article_row INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  day TEXT NOT NULL
);

-- How many independent sources a statement has that several articles tell; told as in statements.
CREATE TABLE told_sources (
  told INTEGER PRIMARY KEY,
  least INTEGER NOT NULL,
  most INTEGER NOT NULL,
  untraced INTEGER NOT NULL
);

-- What is found in articles is to be read anew.
DELETE FROM notes WHERE name = 'full-text index';

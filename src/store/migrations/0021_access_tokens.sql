-- What programs prove with whose they are, and what for. key: a hash of the token. scopes: words, parted by blanks.
-- shown: the token itself, of the one that stands in a person's feed addresses; empty for all others.
CREATE TABLE access_tokens (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  label TEXT NOT NULL,
  scopes TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  shown TEXT NOT NULL,
  made INTEGER NOT NULL,
  seen INTEGER,
  ends INTEGER
);
CREATE INDEX access_tokens_of_person ON access_tokens (person);

-- What people asked to have checked that was not here: an address each, its progress, and what became of it.

-- key: stands in the answer's address; cannot be guessed. url_key: the address in the form that addresses are compared
-- by. moved: grows with every change of any row, so that who watches sees that there was one. ended: when it was done
-- or failed.
CREATE TABLE checks (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL,
  url TEXT NOT NULL,
  url_key TEXT NOT NULL,
  asked INTEGER NOT NULL,
  state TEXT NOT NULL,
  moved INTEGER NOT NULL,
  article TEXT NOT NULL,
  error TEXT NOT NULL,
  ended INTEGER
);
CREATE INDEX checks_open ON checks (number) WHERE ended IS NULL;
CREATE INDEX checks_of_person ON checks (person, asked);
CREATE INDEX checks_of_address ON checks (url_key, asked);
CREATE INDEX checks_by_time ON checks (asked);
CREATE INDEX checks_moved ON checks (moved);

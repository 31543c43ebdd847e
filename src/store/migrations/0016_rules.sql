-- What people want done with what comes in, and what was hidden so.

-- words: an alternative a line. shorter, longer: in words, 0: any. Texts that are empty ask for nothing. backlog: going
-- back through what is there, all items below it are still to be looked at; NULL: it is done.
CREATE TABLE rules (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  headline_only INTEGER NOT NULL,
  source TEXT NOT NULL,
  feed TEXT NOT NULL,
  folder TEXT NOT NULL,
  language TEXT NOT NULL,
  author TEXT NOT NULL,
  speaker TEXT NOT NULL,
  origin TEXT NOT NULL,
  shorter INTEGER NOT NULL,
  longer INTEGER NOT NULL,
  single_origin INTEGER NOT NULL,
  hide INTEGER NOT NULL,
  mark_read INTEGER NOT NULL,
  star INTEGER NOT NULL,
  later INTEGER NOT NULL,
  tag TEXT NOT NULL,
  send INTEGER NOT NULL,
  paused INTEGER NOT NULL,
  backlog INTEGER
);
CREATE INDEX rules_of_person ON rules (person);

-- by: the words that the rule met. shown: a person took it out again, and no rule hides it any more.
CREATE TABLE hidden_items (
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
  rule INTEGER NOT NULL,
  title TEXT NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  shown INTEGER NOT NULL,
  PRIMARY KEY (person, item)
) WITHOUT ROWID;
CREATE INDEX hidden_items_of_item ON hidden_items (item);
CREATE INDEX hidden_items_by_rule ON hidden_items (rule);

-- What was read, starred and tagged in another reader, of articles that are not here yet: applied when they come.
-- url_key: the address in the form that addresses are compared by. tags: one a line.
CREATE TABLE imported_states (
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  url_key TEXT NOT NULL,
  url TEXT NOT NULL,
  was_read INTEGER NOT NULL,
  starred INTEGER NOT NULL,
  tags TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (person, url_key)
) WITHOUT ROWID;
CREATE INDEX imported_states_by_key ON imported_states (url_key);
CREATE INDEX imported_states_by_url ON imported_states (url);

-- How long what comes in is kept. scope: `feed <id>`, `folder <name>`, or empty for everything. 0: no bound.
CREATE TABLE retention (
  scope TEXT PRIMARY KEY,
  days INTEGER NOT NULL,
  newest INTEGER NOT NULL
) WITHOUT ROWID;

-- Addresses of what went: they are not fetched again while feeds still have them.
CREATE TABLE retired (
  url TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX retired_at ON retired (at);

-- What is to be sent to people's webhooks, and what was (tries is -1): each article once.
CREATE TABLE webhook_sends (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  article TEXT NOT NULL,
  reason TEXT NOT NULL,
  tries INTEGER NOT NULL,
  due INTEGER NOT NULL,
  UNIQUE (person, article)
);
CREATE INDEX webhook_sends_due ON webhook_sends (due) WHERE tries >= 0;

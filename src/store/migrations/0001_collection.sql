-- The collection: pages as evidence, articles and what was found in them, stories, feeds, work and errands.
-- Times are seconds since 1970, UTC. Lists of names stand one a line. What is absent is NULL or empty.

CREATE TABLE pages (
  page_row INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  called TEXT NOT NULL,
  url TEXT NOT NULL,
  fetched INTEGER,
  seen INTEGER NOT NULL,
  content_type TEXT NOT NULL,
  headers TEXT NOT NULL,
  announcement TEXT NOT NULL,
  sample INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX pages_of_sample ON pages (page_row) WHERE sample = 1;

-- Every address under which a page with an article was had, and (canonical = 1) the one that it says is its own.
CREATE TABLE addresses (
  url TEXT NOT NULL,
  page_row INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
  canonical INTEGER NOT NULL,
  PRIMARY KEY (url, page_row)
) WITHOUT ROWID;
CREATE INDEX addresses_of_page ON addresses (page_row);

-- An article's row grows with its time: the second when it was published (or first seen) times 2^20, and a number.
CREATE TABLE articles (
  article_row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  page_row INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
  kind TEXT NOT NULL,
  placeable INTEGER NOT NULL,
  story TEXT,
  url TEXT NOT NULL,
  headline TEXT NOT NULL,
  publisher TEXT NOT NULL,
  publisher_key TEXT NOT NULL,
  credit TEXT NOT NULL,
  authors TEXT NOT NULL,
  language TEXT NOT NULL,
  published TEXT,
  between_from TEXT,
  between_to TEXT,
  between_words TEXT NOT NULL,
  seen INTEGER NOT NULL,
  sample INTEGER NOT NULL,
  origin_kind TEXT
);
CREATE INDEX articles_of_page ON articles (page_row);
CREATE INDEX articles_of_story ON articles (story, article_row) WHERE story IS NOT NULL;
CREATE INDEX articles_of_publisher ON articles (publisher_key, article_row, origin_kind);
CREATE INDEX articles_without_text ON articles (article_row) WHERE kind = 'other';
CREATE INDEX articles_unplaced ON articles (article_row) WHERE story IS NULL AND placeable = 1;
CREATE INDEX articles_seen ON articles (seen, article_row) WHERE story IS NOT NULL;

-- The article whole, as JSON of the contract, compressed.
CREATE TABLE article_texts (
  article_row INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  json BLOB NOT NULL
);

CREATE TABLE mentions (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  entity TEXT NOT NULL,
  form TEXT NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (article_row, entity, form)
) WITHOUT ROWID;
CREATE INDEX mentions_of_entity ON mentions (entity, article_row);

CREATE TABLE statements (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  position INTEGER NOT NULL,
  entity TEXT,
  speaker TEXT NOT NULL,
  type TEXT NOT NULL,
  said TEXT NOT NULL,
  content TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (article_row, position)
) WITHOUT ROWID;
CREATE INDEX statements_of_entity ON statements (entity, article_row) WHERE entity IS NOT NULL;

-- Whom an article has its news from, by its own words (traced = 0) or by its chain (traced = 1).
CREATE TABLE citations (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  source_key TEXT NOT NULL,
  traced INTEGER NOT NULL,
  publisher_key TEXT NOT NULL,
  source TEXT NOT NULL,
  how TEXT NOT NULL,
  PRIMARY KEY (article_row, source_key, traced)
) WITHOUT ROWID;
CREATE INDEX citations_by_publisher ON citations (publisher_key, source_key);
CREATE INDEX citations_of_source ON citations (source_key, publisher_key);

CREATE TABLE copies (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  earlier_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  kind TEXT NOT NULL,
  shared REAL NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (article_row, earlier_row)
) WITHOUT ROWID;
CREATE INDEX copies_of ON copies (earlier_row, article_row);

CREATE TABLE origins (
  article_row INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  json TEXT NOT NULL
);

-- A story as the front page shows it. Importance never ages: it counts the time of the latest article in half-lives.
CREATE TABLE stories (
  id TEXT PRIMARY KEY,
  headline TEXT NOT NULL,
  summary TEXT NOT NULL,
  thread TEXT NOT NULL,
  first TEXT,
  last TEXT,
  latest INTEGER NOT NULL,
  least INTEGER,
  most INTEGER,
  untraced INTEGER,
  article_count INTEGER NOT NULL,
  first_publisher TEXT NOT NULL,
  publishers TEXT NOT NULL,
  language TEXT NOT NULL,
  importance REAL NOT NULL,
  sample INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX stories_by_importance ON stories (importance);
CREATE INDEX stories_by_language ON stories (language, importance);
CREATE INDEX stories_by_time ON stories (latest);
CREATE INDEX stories_by_language_and_time ON stories (language, latest);
CREATE INDEX stories_of_thread ON stories (thread, latest);

CREATE TABLE feeds (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  link TEXT NOT NULL,
  folder TEXT NOT NULL,
  language TEXT NOT NULL,
  country TEXT NOT NULL,
  health TEXT NOT NULL,
  last_error TEXT NOT NULL,
  failures INTEGER NOT NULL,
  last_fetched INTEGER,
  last_good INTEGER,
  next_fetch INTEGER NOT NULL,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  entry_count INTEGER NOT NULL,
  sample INTEGER NOT NULL,
  added INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX feeds_due ON feeds (next_fetch);

CREATE TABLE unreadable (
  address TEXT PRIMARY KEY,
  error TEXT NOT NULL,
  at INTEGER NOT NULL,
  sample INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX unreadable_by_time ON unreadable (at);

-- Work that waits (given_up = 0), is out on a lease (due lies ahead), or was given up.
CREATE TABLE work (
  work_key TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  tries INTEGER NOT NULL,
  due INTEGER NOT NULL,
  given_up INTEGER NOT NULL,
  put INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX work_due ON work (given_up, due, put);

CREATE TABLE errands (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  asked INTEGER NOT NULL,
  answered INTEGER,
  good INTEGER NOT NULL,
  answer TEXT NOT NULL
);
CREATE INDEX errands_open ON errands (id) WHERE answered IS NULL;

CREATE TABLE notes (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

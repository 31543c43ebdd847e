-- A store as migration 0001 alone left it, with one article: written with sqlite3's .dump, and not to be changed.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
INSERT INTO pages VALUES(1,'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff','','https://vellmar.example/old',NULL,1747051200,'text/html','','',0,37,X'28b52ffd20252901003c703e54686520686172626f7572206f662056656c6c6d6172206f70656e65642e3c2f703e');
CREATE TABLE addresses (
  url TEXT NOT NULL,
  page_row INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
  canonical INTEGER NOT NULL,
  PRIMARY KEY (url, page_row)
) WITHOUT ROWID;
INSERT INTO addresses VALUES('https://vellmar.example/old',1,0);
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
INSERT INTO articles VALUES(1831915959091200,'0011223344556677',1,'article',1,NULL,'https://vellmar.example/old','Vellmar','The Vellmar Post','vellmar post','','','en',NULL,NULL,NULL,'',1747051200,0,NULL);
CREATE TABLE article_texts (
  article_row INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  json BLOB NOT NULL
);
INSERT INTO article_texts VALUES(1831915959091200,X'28b52ffd20a925040082481c1d6025d601105ddc3edbea2548d6688786454704e21ff8e3753375148520011f183f8e900091ac9091dbe8c3f4e974c20042dc045f97dca66ba6c6a73f6eb6366ffbe983aff373cd96dbd35943c51d9d7d7890eb747341a93523a5edeb2debd39745519204418ec3308a8220becedc010205004815d433a74d25c3695121833203');
CREATE TABLE mentions (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  entity TEXT NOT NULL,
  form TEXT NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (article_row, entity, form)
) WITHOUT ROWID;
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
CREATE TABLE citations (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  source_key TEXT NOT NULL,
  traced INTEGER NOT NULL,
  publisher_key TEXT NOT NULL,
  source TEXT NOT NULL,
  how TEXT NOT NULL,
  PRIMARY KEY (article_row, source_key, traced)
) WITHOUT ROWID;
CREATE TABLE copies (
  article_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  earlier_row INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  kind TEXT NOT NULL,
  shared REAL NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (article_row, earlier_row)
) WITHOUT ROWID;
CREATE TABLE origins (
  article_row INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  json TEXT NOT NULL
);
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
CREATE TABLE unreadable (
  address TEXT PRIMARY KEY,
  error TEXT NOT NULL,
  at INTEGER NOT NULL,
  sample INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE work (
  work_key TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  tries INTEGER NOT NULL,
  due INTEGER NOT NULL,
  given_up INTEGER NOT NULL,
  put INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE errands (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  asked INTEGER NOT NULL,
  answered INTEGER,
  good INTEGER NOT NULL,
  answer TEXT NOT NULL
);
CREATE TABLE notes (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO migrations VALUES(1,'0001_collection.sql');
CREATE INDEX pages_of_sample ON pages (page_row) WHERE sample = 1;
CREATE INDEX addresses_of_page ON addresses (page_row);
CREATE INDEX articles_of_page ON articles (page_row);
CREATE INDEX articles_of_story ON articles (story, article_row) WHERE story IS NOT NULL;
CREATE INDEX articles_of_publisher ON articles (publisher_key, article_row, origin_kind);
CREATE INDEX articles_without_text ON articles (article_row) WHERE kind = 'other';
CREATE INDEX articles_unplaced ON articles (article_row) WHERE story IS NULL AND placeable = 1;
CREATE INDEX articles_seen ON articles (seen, article_row) WHERE story IS NOT NULL;
CREATE INDEX mentions_of_entity ON mentions (entity, article_row);
CREATE INDEX statements_of_entity ON statements (entity, article_row) WHERE entity IS NOT NULL;
CREATE INDEX citations_by_publisher ON citations (publisher_key, source_key);
CREATE INDEX citations_of_source ON citations (source_key, publisher_key);
CREATE INDEX copies_of ON copies (earlier_row, article_row);
CREATE INDEX stories_by_importance ON stories (importance);
CREATE INDEX stories_by_language ON stories (language, importance);
CREATE INDEX stories_by_time ON stories (latest);
CREATE INDEX stories_by_language_and_time ON stories (language, latest);
CREATE INDEX stories_of_thread ON stories (thread, latest);
CREATE INDEX feeds_due ON feeds (next_fetch);
CREATE INDEX unreadable_by_time ON unreadable (at);
CREATE INDEX work_due ON work (given_up, due, put);
CREATE INDEX errands_open ON errands (id) WHERE answered IS NULL;
COMMIT;
PRAGMA application_id = 1214543730;
PRAGMA user_version = 1;

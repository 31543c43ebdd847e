-- What a person sets for a feed, what is known of its habits, WebSub subscriptions with what they brought, backfilling.

-- feed, sitemap, folder, mailbox: how it is read.
ALTER TABLE feeds ADD COLUMN kind TEXT NOT NULL DEFAULT 'feed';
-- The address in the form that addresses are compared by.
ALTER TABLE feeds ADD COLUMN url_key TEXT NOT NULL DEFAULT '';
-- JSON: what a person sets, secrets among it.
ALTER TABLE feeds ADD COLUMN options TEXT NOT NULL DEFAULT '';
-- JSON: attributes of its outline in OPML that mean nothing to us.
ALTER TABLE feeds ADD COLUMN attributes TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN hub TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN generator TEXT NOT NULL DEFAULT '';
-- New entries a day, as observed; NULL until two are known.
ALTER TABLE feeds ADD COLUMN entry_rate REAL;
ALTER TABLE feeds ADD COLUMN last_changed INTEGER;
-- Seconds that it says it may be kept, and the hours (bits 0 to 23) and days (from bit 24, Sunday) that it skips.
ALTER TABLE feeds ADD COLUMN declared INTEGER;
ALTER TABLE feeds ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;
-- Hashes of the entries of the last fetch, four bytes each, and of its body.
ALTER TABLE feeds ADD COLUMN seen_entries BLOB NOT NULL DEFAULT x'';
ALTER TABLE feeds ADD COLUMN body_hash TEXT NOT NULL DEFAULT '';
UPDATE feeds SET url_key = url;
CREATE INDEX feeds_by_key ON feeds (url_key);

-- A subscription with a hub. It outlives its feed (state leaving) until the hub has been told.
CREATE TABLE pushes (
  feed TEXT PRIMARY KEY,
  hub TEXT NOT NULL,
  topic TEXT NOT NULL,
  path TEXT NOT NULL UNIQUE,
  secret TEXT NOT NULL,
  state TEXT NOT NULL,
  due INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  lease_ends INTEGER,
  error TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX pushes_due ON pushes (due);

-- What a hub delivered and nobody has read yet.
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  feed TEXT NOT NULL REFERENCES feeds ON DELETE CASCADE,
  content_type TEXT NOT NULL,
  body BLOB NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX deliveries_of_feed ON deliveries (feed);

-- Reading older entries of a feed. The addresses that are still to be read stand one a line.
CREATE TABLE backfills (
  feed TEXT PRIMARY KEY REFERENCES feeds ON DELETE CASCADE,
  way TEXT NOT NULL,
  addresses TEXT NOT NULL,
  page INTEGER NOT NULL,
  left_over INTEGER NOT NULL,
  oldest INTEGER,
  found INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  due INTEGER NOT NULL,
  done INTEGER NOT NULL,
  answer TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX backfills_due ON backfills (done, due);

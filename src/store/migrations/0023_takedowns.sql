-- What owners ask to be taken down, what became of it, what keeps it from coming back, and a log that only grows.

-- wants: remove, restore. way: form, note, command. state: open, granting, granted, refused, reversing, reversed.
-- secret_key: the hash of what stands in the claimant's address. domain, challenge: what is to be found where, so that
-- the claim is proven; prove: it is to be looked for now. asked_from: a hash of the network address, for a day.
-- reach: copies, addresses. stage, swept_row: how far the collection was gone through, in the order of
-- store/take_out.cc; clean: when nothing was left.
CREATE TABLE takedowns (
  number INTEGER PRIMARY KEY,
  secret_key TEXT NOT NULL UNIQUE,
  wants TEXT NOT NULL,
  way TEXT NOT NULL,
  state TEXT NOT NULL,
  claimant TEXT NOT NULL,
  contact TEXT NOT NULL,
  words TEXT NOT NULL,
  domain TEXT NOT NULL,
  challenge TEXT NOT NULL,
  prove INTEGER NOT NULL,
  proven INTEGER,
  proof_error TEXT NOT NULL,
  asked INTEGER NOT NULL,
  asked_from TEXT NOT NULL,
  due INTEGER NOT NULL,
  decided INTEGER,
  decided_by TEXT NOT NULL,
  answer TEXT NOT NULL,
  reach TEXT NOT NULL,
  removed INTEGER NOT NULL,
  withheld INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  swept_row INTEGER NOT NULL,
  clean INTEGER
);
CREATE INDEX takedowns_open ON takedowns (due) WHERE state = 'open';
CREATE INDEX takedowns_to_do ON takedowns (number) WHERE state IN ('granting', 'reversing') OR prove = 1;
CREATE INDEX takedowns_asked ON takedowns (asked);

-- What a claim is about. url_key: the address in the form that addresses are compared by.
CREATE TABLE takedown_addresses (
  takedown INTEGER NOT NULL REFERENCES takedowns,
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  url_key TEXT NOT NULL,
  PRIMARY KEY (takedown, position)
) WITHOUT ROWID;
CREATE INDEX takedown_addresses_by_key ON takedown_addresses (url_key);

-- Addresses of what went (blocks = 1: nothing from there is taken any more) or lost its words.
CREATE TABLE tombstones (
  url_key TEXT NOT NULL,
  takedown INTEGER NOT NULL REFERENCES takedowns,
  url TEXT NOT NULL,
  blocks INTEGER NOT NULL,
  PRIMARY KEY (url_key, takedown)
) WITHOUT ROWID;
-- Keyed hashes of whole texts.
CREATE TABLE tombstone_texts (
  hash TEXT NOT NULL,
  takedown INTEGER NOT NULL REFERENCES takedowns,
  PRIMARY KEY (hash, takedown)
) WITHOUT ROWID;
-- Keyed hashes of some runs of words, which the words cannot be had from. quoted: they stood in quotation marks.
CREATE TABLE tombstone_marks (
  mark INTEGER NOT NULL,
  takedown INTEGER NOT NULL REFERENCES takedowns,
  quoted INTEGER NOT NULL,
  PRIMARY KEY (mark, takedown)
) WITHOUT ROWID;

-- hash: of the entry and the hash of the one before it.
CREATE TABLE rights_log (
  entry INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  takedown INTEGER NOT NULL,
  detail TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX rights_log_of ON rights_log (takedown, entry);
CREATE TRIGGER rights_log_stays BEFORE UPDATE ON rights_log BEGIN
  SELECT RAISE(ABORT, 'the log of rights only grows');
END;
CREATE TRIGGER rights_log_is_kept BEFORE DELETE ON rights_log BEGIN
  SELECT RAISE(ABORT, 'the log of rights only grows');
END;

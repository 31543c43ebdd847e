-- The hub of our own feeds (WebSub). A topic is a feed's address as its subscribers know it, with what it held last.
-- hub: the hub's own address, as they know it.
CREATE TABLE hub_topics (
  topic INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  hub TEXT NOT NULL,
  content_type TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL
);

-- Who is told of its changes until `ends`. sent: the hash of what was delivered last; due: of the next try.
CREATE TABLE hub_subscribers (
  id INTEGER PRIMARY KEY,
  topic INTEGER NOT NULL REFERENCES hub_topics ON DELETE CASCADE,
  callback TEXT NOT NULL,
  secret TEXT NOT NULL,
  ends INTEGER NOT NULL,
  sent TEXT NOT NULL,
  tries INTEGER NOT NULL,
  due INTEGER NOT NULL,
  UNIQUE (topic, callback)
);
CREATE INDEX hub_subscribers_by_end ON hub_subscribers (ends);

-- What was asked of the hub and is not verified with the callback yet.
CREATE TABLE hub_requests (
  id INTEGER PRIMARY KEY,
  leaving INTEGER NOT NULL,
  address TEXT NOT NULL,
  hub TEXT NOT NULL,
  callback TEXT NOT NULL,
  secret TEXT NOT NULL,
  lease INTEGER NOT NULL,
  challenge TEXT NOT NULL,
  tries INTEGER NOT NULL,
  due INTEGER NOT NULL,
  UNIQUE (address, callback)
);
CREATE INDEX hub_requests_by_time ON hub_requests (due);

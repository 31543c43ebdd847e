-- Alerts: what people want to be told of as it comes, what they were told, and what is to be sent to them.

-- query: as in the search page's address. asks: the same as a question, a line each: a word for what is asked, and the value.
-- sources: so many independent ones; 0: that fires nothing. secret: who has it may stop what is sent.
CREATE TABLE alerts (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  asks TEXT NOT NULL,
  on_story INTEGER NOT NULL,
  sources INTEGER NOT NULL,
  on_origin INTEGER NOT NULL,
  on_position INTEGER NOT NULL,
  on_correction INTEGER NOT NULL,
  by_mail INTEGER NOT NULL,
  by_webhook INTEGER NOT NULL,
  paused INTEGER NOT NULL,
  made INTEGER NOT NULL,
  secret TEXT NOT NULL UNIQUE
);
CREATE INDEX alerts_of_person ON alerts (person);

-- Stories that the desk wrote since the alerts were last held against them; article: one that its owner withdrew, or empty.
CREATE TABLE stirred_stories (
  story TEXT NOT NULL,
  article TEXT NOT NULL,
  at INTEGER NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (story, article)
) WITHOUT ROWID;
CREATE INDEX stirred_stories_by_time ON stirred_stories (at);

-- Stories with an article that the alert's search finds, and the primary sources that they had when last looked at.
CREATE TABLE alert_stories (
  alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
  story TEXT NOT NULL,
  PRIMARY KEY (alert, story)
) WITHOUT ROWID;
CREATE INDEX alert_stories_by_story ON alert_stories (story);
CREATE TABLE alert_roots (
  alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
  story TEXT NOT NULL,
  root TEXT NOT NULL,
  PRIMARY KEY (alert, story, root)
) WITHOUT ROWID;

CREATE INDEX alert_roots_by_story ON alert_roots (story);
-- A story has the id of the article that founded it, and is known by it in one that it joined.
CREATE TRIGGER article_out_of_alerts AFTER DELETE ON articles BEGIN
  DELETE FROM alert_stories WHERE story = old.id;
  DELETE FROM alert_roots WHERE story = old.id;
END;

-- What fires at `due`, if it is still so then.
CREATE TABLE alert_pending (
  alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  story TEXT NOT NULL,
  article TEXT NOT NULL,
  detail TEXT NOT NULL,
  due INTEGER NOT NULL,
  PRIMARY KEY (alert, kind, subject)
) WITHOUT ROWID;
CREATE INDEX alert_pending_due ON alert_pending (due);

-- What fired, each thing once. number: independent sources then. quiet: it was so before the alert was made. mail: the
-- letter in the outbox; NULL: it is still to be put into one, 0: none is wanted.
CREATE TABLE alert_hits (
  id INTEGER PRIMARY KEY,
  alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  story TEXT NOT NULL,
  article TEXT NOT NULL,
  detail TEXT NOT NULL,
  number INTEGER NOT NULL,
  fired INTEGER NOT NULL,
  quiet INTEGER NOT NULL,
  mail INTEGER,
  UNIQUE (alert, kind, subject)
);
CREATE INDEX alert_hits_of_alert ON alert_hits (alert, id) WHERE quiet = 0;
CREATE INDEX alert_hits_to_mail ON alert_hits (alert) WHERE mail IS NULL;
CREATE INDEX alert_hits_of_mail ON alert_hits (mail) WHERE mail > 0;

-- What is to be sent, and what was or was given up (tries is -1): each subject of a topic once to a person by one way.
-- way: webhook, mail. topic: rule (the subject is an article's id, the note the rule's title), alert, briefing, and so on.
-- error: why the last try was in vain; empty after a good one.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  way TEXT NOT NULL,
  topic TEXT NOT NULL,
  subject TEXT NOT NULL,
  note TEXT NOT NULL,
  tries INTEGER NOT NULL,
  due INTEGER NOT NULL,
  at INTEGER NOT NULL,
  error TEXT NOT NULL,
  UNIQUE (person, way, topic, subject)
);
CREATE INDEX outbox_due ON outbox (way, due) WHERE tries >= 0;
CREATE INDEX outbox_by_time ON outbox (person, way, at);
INSERT INTO outbox (id, person, way, topic, subject, note, tries, due, at, error)
  SELECT id, person, 'webhook', 'rule', article, reason, tries, due, due, '' FROM webhook_sends;
DROP TRIGGER article_sent_no_more;
DROP TABLE webhook_sends;
-- That an article was sent is known for as long as it is here.
CREATE INDEX outbox_of_article ON outbox (subject) WHERE topic = 'rule';
CREATE INDEX outbox_waiting ON outbox (person) WHERE tries >= 0;
CREATE TRIGGER article_sent_no_more AFTER DELETE ON articles BEGIN
  DELETE FROM outbox WHERE topic = 'rule' AND subject = old.id;
END;

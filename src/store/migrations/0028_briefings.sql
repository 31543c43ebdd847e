-- Briefings: what a person wants summed up each morning or week, and those that were made.

-- weekday: 1 (Monday) to 7; 0: every day. scopes: what it is about, a line each: `edition language country subject`,
-- `search <query>` or `all`. asks: of searches, as alerts have it. next: when it is due, in the person's zone at that hour.
CREATE TABLE briefing_orders (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  weekday INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  minute INTEGER NOT NULL,
  by_mail INTEGER NOT NULL,
  paused INTEGER NOT NULL,
  last INTEGER NOT NULL,
  next INTEGER NOT NULL,
  secret TEXT NOT NULL UNIQUE
);
CREATE INDEX briefing_orders_of_person ON briefing_orders (person);
CREATE INDEX briefing_orders_due ON briefing_orders (next) WHERE paused = 0;

CREATE TABLE briefings (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  briefing_order INTEGER REFERENCES briefing_orders ON DELETE SET NULL,
  name TEXT NOT NULL,
  weekly INTEGER NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL
);
CREATE INDEX briefings_of_person ON briefings (person, until);

-- No words of others are kept: what was taken away since is missed when it is shown. kind: story, correction, position.
-- section: what of its scopes it stands under. number, most, untraced: the story's sources then; articles: its size.
CREATE TABLE briefing_items (
  briefing INTEGER NOT NULL REFERENCES briefings ON DELETE CASCADE,
  position INTEGER NOT NULL,
  section TEXT NOT NULL,
  kind TEXT NOT NULL,
  story TEXT NOT NULL,
  article TEXT NOT NULL,
  detail TEXT NOT NULL,
  number INTEGER NOT NULL,
  most INTEGER NOT NULL,
  untraced INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (briefing, position)
) WITHOUT ROWID;

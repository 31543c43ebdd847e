-- What users settle about stories, copies, origins and sources, and why articles are where they are.

-- kind: merge, part; join, move, leave, not copy, not source, is source, no origin, no stories. Of these source is a
-- source's name, source_key its name for comparing, url an address. acted: the desk has acted on it (1), or is to (0).
-- undone: it was taken back, and goes when the desk has acted on that.
ALTER TABLE decisions ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE decisions ADD COLUMN source_key TEXT NOT NULL DEFAULT '';
ALTER TABLE decisions ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE decisions ADD COLUMN acted INTEGER NOT NULL DEFAULT 1;
ALTER TABLE decisions ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;
CREATE INDEX decisions_pending ON decisions (id) WHERE acted = 0;

-- The articles that a decision is about. side: article (that is moved, or whose source it is), other (that it is joined
-- to, or that is its source), left (that it is parted from). url finds an article again that came anew under another id.
CREATE TABLE decided_articles (
  decision INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
  side TEXT NOT NULL,
  position INTEGER NOT NULL,
  article TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (decision, side, position)
) WITHOUT ROWID;
CREATE INDEX decided_articles_of ON decided_articles (article, decision);

-- Why an article is in its story: JSON of the contract, as the desk told it when it placed it.
CREATE TABLE placings (
  article_row INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  json TEXT NOT NULL
);

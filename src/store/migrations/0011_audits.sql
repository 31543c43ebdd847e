-- Samples of the collection's decisions, drawn to be judged by a person, and the verdicts.
CREATE TABLE audits (
  id INTEGER PRIMARY KEY,
  sample INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL
);

-- kind: story, copy, origin, person. other: the copy's earlier article. confidence: what was stated of the decision, NULL
-- where nothing was. stratum: which part of its kind's decisions it stands for, of which there are `population` and
-- `drawn` were drawn. verdict: right, wrong, cannot tell; empty while there is none. correction: the decision that a
-- wrong one led to.
CREATE TABLE audit_items (
  audit INTEGER NOT NULL REFERENCES audits ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  article TEXT NOT NULL,
  other TEXT NOT NULL,
  entity TEXT NOT NULL,
  form TEXT NOT NULL,
  confidence REAL,
  stratum INTEGER NOT NULL,
  population INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  correction INTEGER NOT NULL,
  judged INTEGER,
  PRIMARY KEY (audit, position)
) WITHOUT ROWID;

-- Work carries whole pages: rows in the order of their coming, with keys in an index of their own, take half the time and
-- half the space of a tree that is sorted by keys.
CREATE TABLE ordered_work (
  id INTEGER PRIMARY KEY,
  work_key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  tries INTEGER NOT NULL,
  due INTEGER NOT NULL,
  given_up INTEGER NOT NULL,
  put INTEGER NOT NULL
);
INSERT INTO ordered_work (work_key, kind, payload, tries, due, given_up, put)
SELECT work_key, kind, payload, tries, due, given_up, put FROM work ORDER BY put, work_key;
DROP TABLE work;
ALTER TABLE ordered_work RENAME TO work;
CREATE INDEX work_due ON work (given_up, due, put);

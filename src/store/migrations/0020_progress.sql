-- How far long work is, and how much was taken away, for pages that show both as they change.

-- done of whole, in what the errand's kind counts (stories that are traced again).
CREATE TABLE errand_progress (
  errand INTEGER PRIMARY KEY REFERENCES errands ON DELETE CASCADE,
  done INTEGER NOT NULL,
  whole INTEGER NOT NULL
);

-- Articles that were removed, or may no longer stand in lists. It only grows.
INSERT INTO counts (name, number) VALUES ('taken away', 0);
CREATE TRIGGER articles_taken AFTER DELETE ON articles BEGIN
  UPDATE counts SET number = number + 1 WHERE name = 'taken away';
END;
CREATE TRIGGER articles_unlisted AFTER UPDATE OF listed ON articles WHEN OLD.listed = 1 AND NEW.listed = 0 BEGIN
  UPDATE counts SET number = number + 1 WHERE name = 'taken away';
END;

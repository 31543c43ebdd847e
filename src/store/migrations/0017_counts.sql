-- How much there is of each, kept as rows by what changes it: no page counts through a table.

CREATE TABLE counts (
  name TEXT PRIMARY KEY,
  number INTEGER NOT NULL
) WITHOUT ROWID;

-- How many stories a thread has.
CREATE TABLE thread_sizes (
  thread TEXT PRIMARY KEY,
  stories INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO thread_sizes (thread, stories) SELECT thread, count(*) FROM stories WHERE thread <> '' GROUP BY thread;
INSERT INTO counts (name, number) VALUES
  ('pages', (SELECT count(*) FROM pages)),
  ('articles', (SELECT count(*) FROM articles WHERE kind <> 'other')),
  ('stories', (SELECT count(*) FROM stories)),
  ('threads', (SELECT count(*) FROM thread_sizes WHERE stories > 1)),
  ('unreadable', (SELECT count(*) FROM unreadable));

CREATE TRIGGER pages_counted AFTER INSERT ON pages BEGIN
  UPDATE counts SET number = number + 1 WHERE name = 'pages';
END;
CREATE TRIGGER pages_uncounted AFTER DELETE ON pages BEGIN
  UPDATE counts SET number = number - 1 WHERE name = 'pages';
END;

CREATE TRIGGER articles_counted AFTER INSERT ON articles WHEN NEW.kind <> 'other' BEGIN
  UPDATE counts SET number = number + 1 WHERE name = 'articles';
END;
CREATE TRIGGER articles_uncounted AFTER DELETE ON articles WHEN OLD.kind <> 'other' BEGIN
  UPDATE counts SET number = number - 1 WHERE name = 'articles';
END;
CREATE TRIGGER articles_recounted AFTER UPDATE OF kind ON articles
WHEN (NEW.kind <> 'other') <> (OLD.kind <> 'other') BEGIN
  UPDATE counts SET number = number + CASE WHEN NEW.kind <> 'other' THEN 1 ELSE -1 END WHERE name = 'articles';
END;

CREATE TRIGGER unreadable_counted AFTER INSERT ON unreadable BEGIN
  UPDATE counts SET number = number + 1 WHERE name = 'unreadable';
END;
CREATE TRIGGER unreadable_uncounted AFTER DELETE ON unreadable BEGIN
  UPDATE counts SET number = number - 1 WHERE name = 'unreadable';
END;

CREATE TRIGGER stories_counted AFTER INSERT ON stories BEGIN
  UPDATE counts SET number = number + 1 WHERE name = 'stories';
END;
CREATE TRIGGER stories_uncounted AFTER DELETE ON stories BEGIN
  UPDATE counts SET number = number - 1 WHERE name = 'stories';
END;

CREATE TRIGGER stories_join_threads AFTER INSERT ON stories WHEN NEW.thread <> '' BEGIN
  INSERT INTO thread_sizes (thread, stories)
    SELECT NEW.thread, 0 WHERE NOT EXISTS (SELECT 1 FROM thread_sizes WHERE thread = NEW.thread);
  UPDATE thread_sizes SET stories = stories + 1 WHERE thread = NEW.thread;
END;
CREATE TRIGGER stories_leave_threads AFTER DELETE ON stories WHEN OLD.thread <> '' BEGIN
  UPDATE thread_sizes SET stories = stories - 1 WHERE thread = OLD.thread;
  DELETE FROM thread_sizes WHERE thread = OLD.thread AND stories = 0;
END;
CREATE TRIGGER stories_change_threads AFTER UPDATE OF thread ON stories WHEN NEW.thread <> OLD.thread BEGIN
  UPDATE thread_sizes SET stories = stories - 1 WHERE thread = OLD.thread;
  DELETE FROM thread_sizes WHERE thread = OLD.thread AND stories = 0;
  INSERT INTO thread_sizes (thread, stories) SELECT NEW.thread, 0
    WHERE NEW.thread <> '' AND NOT EXISTS (SELECT 1 FROM thread_sizes WHERE thread = NEW.thread);
  UPDATE thread_sizes SET stories = stories + 1 WHERE thread = NEW.thread;
END;
CREATE TRIGGER threads_counted AFTER UPDATE OF stories ON thread_sizes
WHEN (NEW.stories > 1) <> (OLD.stories > 1) BEGIN
  UPDATE counts SET number = number + CASE WHEN NEW.stories > 1 THEN 1 ELSE -1 END WHERE name = 'threads';
END;

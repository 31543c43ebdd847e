-- The full-text index, the parts of what is parted by year, and what the database counts by itself.

-- Words as our own tokenizer cuts them. A: headline, B: who wrote and published it, C: text, D: what filters ask for.
-- parts: how many rows of long_words the article takes, whose words are more than one row holds; 0 for most.
CREATE TABLE article_words (
  article_row BIGINT PRIMARY KEY,
  parts BIGINT NOT NULL,
  words TSVECTOR NOT NULL
) PARTITION BY RANGE (article_row);
CREATE INDEX article_words_by_word ON article_words USING GIN (words) WITH (fastupdate = off);

CREATE TABLE long_words (
  article_row BIGINT NOT NULL,
  part BIGINT NOT NULL,
  words TSVECTOR NOT NULL,
  PRIMARY KEY (article_row, part)
);
CREATE INDEX long_words_by_word ON long_words USING GIN (words);

CREATE TABLE statement_words (
  statement_row BIGINT PRIMARY KEY,
  words TSVECTOR NOT NULL
) PARTITION BY RANGE (statement_row);
CREATE INDEX statement_words_by_word ON statement_words USING GIN (words) WITH (fastupdate = off);

-- A year of articles is a part of its own; what is older or later has one together.
DO $$
DECLARE
  parted RECORD;
  begins BIGINT;
  ends BIGINT;
BEGIN
  FOR parted IN SELECT * FROM (VALUES ('article_texts', 20), ('article_words', 20), ('statement_words', 30))
      AS t (name, bits) LOOP
    FOR year IN 2020..2035 LOOP
      begins := extract(epoch FROM make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC'))::BIGINT << parted.bits;
      ends := extract(epoch FROM make_timestamptz(year + 1, 1, 1, 0, 0, 0, 'UTC'))::BIGINT << parted.bits;
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%s) TO (%s)', parted.name || '_' || year,
        parted.name, begins, ends);
    END LOOP;
    EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (MINVALUE) TO (%s)', parted.name || '_before',
      parted.name, extract(epoch FROM make_timestamptz(2020, 1, 1, 0, 0, 0, 'UTC'))::BIGINT << parted.bits);
    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', parted.name || '_after', parted.name);
  END LOOP;
END $$;

INSERT INTO users (id, name, name_key, role, password, made) VALUES (1, '', '', 'administrator', '', 0);
ALTER TABLE users ALTER COLUMN id RESTART WITH 2;
INSERT INTO streams (name, items) VALUES ('elsewhere', 0);
INSERT INTO counts (name, number) VALUES
  ('pages', 0), ('articles', 0), ('unreadable', 0), ('stories', 0), ('threads', 0), ('taken away', 0);

CREATE FUNCTION month_of(article_row BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT to_char(to_timestamp(article_row >> 20) AT TIME ZONE 'UTC', 'YYYY-MM');
$$;

-- Articles of each source by month, those that are listed; and the counts of all.
CREATE FUNCTION count_article() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND old.listed = 1 THEN
    UPDATE source_months SET articles = articles - 1 WHERE publisher_key = old.publisher_key
      AND month = month_of(old.article_row) AND provenance = coalesce(old.provenance, '') AND language = old.language;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM source_months WHERE publisher_key = old.publisher_key AND articles < 1;
  END IF;
  IF TG_OP <> 'DELETE' AND new.listed = 1 THEN
    INSERT INTO source_months AS m (publisher_key, month, provenance, language, articles)
    VALUES (new.publisher_key, month_of(new.article_row), coalesce(new.provenance, ''), new.language, 1)
    ON CONFLICT (publisher_key, month, provenance, language) DO UPDATE SET articles = m.articles + 1;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER article_counted AFTER INSERT ON articles FOR EACH ROW WHEN (new.listed = 1)
  EXECUTE FUNCTION count_article();
CREATE TRIGGER article_discounted AFTER DELETE ON articles FOR EACH ROW WHEN (old.listed = 1)
  EXECUTE FUNCTION count_article();
CREATE TRIGGER article_recounted AFTER UPDATE OF publisher_key, provenance, language, listed ON articles FOR EACH ROW
  WHEN (old.publisher_key <> new.publisher_key OR old.provenance IS DISTINCT FROM new.provenance
    OR old.language <> new.language OR old.listed <> new.listed) EXECUTE FUNCTION count_article();

CREATE FUNCTION count_row() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  UPDATE counts SET number = number + TG_ARGV[1]::BIGINT WHERE name = TG_ARGV[0];
  RETURN NULL;
END $$;
CREATE TRIGGER pages_counted AFTER INSERT ON pages FOR EACH ROW EXECUTE FUNCTION count_row('pages', '1');
CREATE TRIGGER pages_uncounted AFTER DELETE ON pages FOR EACH ROW EXECUTE FUNCTION count_row('pages', '-1');
CREATE TRIGGER articles_counted AFTER INSERT ON articles FOR EACH ROW WHEN (new.kind <> 'other')
  EXECUTE FUNCTION count_row('articles', '1');
CREATE TRIGGER articles_uncounted AFTER DELETE ON articles FOR EACH ROW WHEN (old.kind <> 'other')
  EXECUTE FUNCTION count_row('articles', '-1');
CREATE TRIGGER articles_recounted_up AFTER UPDATE OF kind ON articles FOR EACH ROW
  WHEN (new.kind <> 'other' AND old.kind = 'other') EXECUTE FUNCTION count_row('articles', '1');
CREATE TRIGGER articles_recounted_down AFTER UPDATE OF kind ON articles FOR EACH ROW
  WHEN (new.kind = 'other' AND old.kind <> 'other') EXECUTE FUNCTION count_row('articles', '-1');
CREATE TRIGGER articles_taken AFTER DELETE ON articles FOR EACH ROW EXECUTE FUNCTION count_row('taken away', '1');
CREATE TRIGGER articles_unlisted AFTER UPDATE OF listed ON articles FOR EACH ROW
  WHEN (old.listed = 1 AND new.listed = 0) EXECUTE FUNCTION count_row('taken away', '1');
CREATE TRIGGER unreadable_counted AFTER INSERT ON unreadable FOR EACH ROW EXECUTE FUNCTION count_row('unreadable', '1');
CREATE TRIGGER unreadable_uncounted AFTER DELETE ON unreadable FOR EACH ROW
  EXECUTE FUNCTION count_row('unreadable', '-1');
CREATE TRIGGER stories_counted AFTER INSERT ON stories FOR EACH ROW EXECUTE FUNCTION count_row('stories', '1');
CREATE TRIGGER stories_uncounted AFTER DELETE ON stories FOR EACH ROW EXECUTE FUNCTION count_row('stories', '-1');
CREATE TRIGGER threads_counted AFTER UPDATE OF stories ON thread_sizes FOR EACH ROW
  WHEN (new.stories > 1 AND old.stories <= 1) EXECUTE FUNCTION count_row('threads', '1');
CREATE TRIGGER threads_uncounted AFTER UPDATE OF stories ON thread_sizes FOR EACH ROW
  WHEN (new.stories <= 1 AND old.stories > 1) EXECUTE FUNCTION count_row('threads', '-1');

CREATE FUNCTION move_thread() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND old.thread <> '' THEN
    UPDATE thread_sizes SET stories = stories - 1 WHERE thread = old.thread;
    DELETE FROM thread_sizes WHERE thread = old.thread AND stories = 0;
  END IF;
  IF TG_OP <> 'DELETE' AND new.thread <> '' THEN
    INSERT INTO thread_sizes (thread, stories) VALUES (new.thread, 0) ON CONFLICT (thread) DO NOTHING;
    UPDATE thread_sizes SET stories = stories + 1 WHERE thread = new.thread;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER stories_join_threads AFTER INSERT ON stories FOR EACH ROW WHEN (new.thread <> '')
  EXECUTE FUNCTION move_thread();
CREATE TRIGGER stories_leave_threads AFTER DELETE ON stories FOR EACH ROW WHEN (old.thread <> '')
  EXECUTE FUNCTION move_thread();
CREATE TRIGGER stories_change_threads AFTER UPDATE OF thread ON stories FOR EACH ROW WHEN (new.thread <> old.thread)
  EXECUTE FUNCTION move_thread();

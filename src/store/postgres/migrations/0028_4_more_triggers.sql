-- What the database counts by itself of citations, roots and readings, and what goes along with an article.

-- An article that cites a source by its words and by its chain counts once.
CREATE FUNCTION count_citations() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO citing AS c (publisher_key, source_key, source, articles)
  SELECT n.publisher_key, n.source_key, min(n.source), count(DISTINCT n.article_row) FROM fresh n
  WHERE NOT EXISTS (SELECT 1 FROM citations o WHERE o.article_row = n.article_row AND o.source_key = n.source_key
    AND NOT EXISTS (SELECT 1 FROM fresh f WHERE f.article_row = o.article_row AND f.source_key = o.source_key
      AND f.traced = o.traced))
  GROUP BY n.publisher_key, n.source_key
  ON CONFLICT (publisher_key, source_key) DO UPDATE SET articles = c.articles + excluded.articles;
  RETURN NULL;
END $$;
CREATE TRIGGER citations_counted AFTER INSERT ON citations REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
  EXECUTE FUNCTION count_citations();

CREATE FUNCTION discount_citations() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM went) THEN
    RETURN NULL;
  END IF;
  UPDATE citing c SET articles = c.articles - w.articles FROM (
    SELECT g.publisher_key, g.source_key, count(DISTINCT g.article_row) AS articles FROM went g
    WHERE NOT EXISTS (SELECT 1 FROM citations o WHERE o.article_row = g.article_row AND o.source_key = g.source_key)
    GROUP BY g.publisher_key, g.source_key) w
  WHERE c.publisher_key = w.publisher_key AND c.source_key = w.source_key;
  DELETE FROM citing c USING went g
  WHERE c.publisher_key = g.publisher_key AND c.source_key = g.source_key AND c.articles < 1;
  RETURN NULL;
END $$;
CREATE TRIGGER citations_discounted AFTER DELETE ON citations REFERENCING OLD TABLE AS went FOR EACH STATEMENT
  EXECUTE FUNCTION discount_citations();

-- What chains end at, and of which kind.
CREATE FUNCTION count_rest() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO ends AS e (root, kind, name, url, articles) VALUES (new.root, '', '', '', 1)
    ON CONFLICT (root) DO UPDATE SET articles = e.articles + 1;
  ELSE
    UPDATE ends SET articles = articles - 1 WHERE root = old.root;
    DELETE FROM ends WHERE root = old.root AND articles < 1 AND kind <> 'unnamed';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rest_counted AFTER INSERT ON rests FOR EACH ROW EXECUTE FUNCTION count_rest();
CREATE TRIGGER rest_discounted AFTER DELETE ON rests FOR EACH ROW EXECUTE FUNCTION count_rest();

CREATE FUNCTION count_end() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE end_kinds SET ends = ends - 1 WHERE kind = old.kind;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO end_kinds AS k (kind, ends) VALUES (new.kind, 1)
    ON CONFLICT (kind) DO UPDATE SET ends = k.ends + 1;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER end_counted AFTER INSERT ON ends FOR EACH ROW EXECUTE FUNCTION count_end();
CREATE TRIGGER end_discounted AFTER DELETE ON ends FOR EACH ROW EXECUTE FUNCTION count_end();
CREATE TRIGGER end_recounted AFTER UPDATE OF kind ON ends FOR EACH ROW WHEN (old.kind <> new.kind)
  EXECUTE FUNCTION count_end();

-- With an article goes what is known by its id.
CREATE FUNCTION forget_article() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM ends WHERE root = old.id AND articles < 1;
  UPDATE ends SET kind = '' WHERE root = old.id;
  INSERT INTO gone (id) VALUES (old.id) ON CONFLICT (id) DO NOTHING;
  DELETE FROM alert_stories WHERE story = old.id;
  DELETE FROM alert_roots WHERE story = old.id;
  DELETE FROM outbox WHERE topic = 'rule' AND subject = old.id;
  RETURN NULL;
END $$;
CREATE TRIGGER article_forgotten AFTER DELETE ON articles FOR EACH ROW EXECUTE FUNCTION forget_article();

CREATE FUNCTION forget_story() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM followings WHERE story = old.id;
  DELETE FROM editions WHERE story = old.id;
  RETURN NULL;
END $$;
CREATE TRIGGER story_forgotten AFTER DELETE ON stories FOR EACH ROW EXECUTE FUNCTION forget_story();

CREATE FUNCTION count_edition() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE edition_names SET stories = stories + 1 WHERE edition = new.edition;
  ELSE
    UPDATE edition_names SET stories = stories - 1 WHERE edition = old.edition;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER edition_grows AFTER INSERT ON editions FOR EACH ROW EXECUTE FUNCTION count_edition();
CREATE TRIGGER edition_shrinks AFTER DELETE ON editions FOR EACH ROW EXECUTE FUNCTION count_edition();

CREATE FUNCTION number_feed() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO streams (name, items) VALUES (new.id, 0) ON CONFLICT (name) DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER feed_numbered AFTER INSERT ON feeds FOR EACH ROW EXECUTE FUNCTION number_feed();

CREATE FUNCTION count_item() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  UPDATE streams SET items = items + 1 WHERE stream = new.stream;
  RETURN NULL;
END $$;
CREATE TRIGGER item_counted AFTER INSERT ON item_streams FOR EACH ROW EXECUTE FUNCTION count_item();

CREATE FUNCTION forget_item() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  UPDATE read_floors SET reads = reads - 1
    WHERE stream IN (SELECT stream FROM item_streams WHERE item = old.item)
    AND coalesce((SELECT m.read FROM item_marks m WHERE m.person = read_floors.person AND m.item = old.item),
      CASE WHEN upto >= old.item THEN 1 ELSE 0 END) = 1;
  UPDATE streams SET items = items - 1 WHERE stream IN (SELECT stream FROM item_streams WHERE item = old.item);
  RETURN old;
END $$;
CREATE TRIGGER item_forgotten BEFORE DELETE ON items FOR EACH ROW EXECUTE FUNCTION forget_item();

CREATE FUNCTION keep_log() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log of rights only grows';
END $$;
CREATE TRIGGER rights_log_stays BEFORE UPDATE OR DELETE ON rights_log FOR EACH ROW EXECUTE FUNCTION keep_log();
CREATE TRIGGER rights_log_whole BEFORE TRUNCATE ON rights_log FOR EACH STATEMENT EXECUTE FUNCTION keep_log();

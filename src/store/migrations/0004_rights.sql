-- What content owners reserve, as far as queries must know. listed: may be found by search and stand in lists. shown_from:
-- kept from everyone until then. shown_until: to be taken away then. The article's JSON holds all of its rights.
ALTER TABLE articles ADD COLUMN listed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE articles ADD COLUMN shown_from INTEGER;
ALTER TABLE articles ADD COLUMN shown_until INTEGER;
CREATE INDEX articles_to_show ON articles (shown_from) WHERE shown_from IS NOT NULL;
CREATE INDEX articles_to_end ON articles (shown_until) WHERE shown_until IS NOT NULL;

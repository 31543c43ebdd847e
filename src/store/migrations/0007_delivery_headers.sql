-- What a hub's delivery says in its headers (what its owner reserves is among them) is kept until it is read.
ALTER TABLE deliveries ADD COLUMN headers TEXT NOT NULL DEFAULT '';
UPDATE deliveries SET headers = 'content-type: ' || content_type;
ALTER TABLE deliveries DROP COLUMN content_type;

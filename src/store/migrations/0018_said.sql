-- When each statement was said, where its article tells: as Statement::said.
ALTER TABLE statements ADD COLUMN said TEXT NOT NULL DEFAULT '';

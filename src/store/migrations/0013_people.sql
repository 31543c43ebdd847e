-- People: who may ask for what, and how they prove who they are. Secrets are kept as hashes only.

-- name_key: the name as names are compared. role: reader, editor, administrator. password: as argon2id writes it, empty
-- where the person cannot sign in with one.
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  password TEXT NOT NULL,
  made INTEGER NOT NULL,
  seen INTEGER
);
-- Everyone, while nobody has a password; the first administrator takes it over with all that was read and starred.
INSERT INTO users (id, name, name_key, role, password, made) VALUES (1, '', '', 'administrator', '', 0);

-- key: the hash of what the cookie holds.
CREATE TABLE sessions (
  key TEXT PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  made INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
);
CREATE INDEX sessions_of_person ON sessions (person);
CREATE INDEX sessions_by_end ON sessions (ends);

-- Attempts to sign in that failed, or are under way: they outlive a restart. name_key: of whom somebody claimed to be.
CREATE TABLE login_attempts (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  address TEXT NOT NULL,
  name_key TEXT NOT NULL
);
CREATE INDEX login_attempts_by_address ON login_attempts (address, at);
CREATE INDEX login_attempts_by_name ON login_attempts (name_key, at);
CREATE INDEX login_attempts_by_time ON login_attempts (at);

-- Passwords for reader apps, made by the house. password, token, fever: hashes of what an app sends for it.
CREATE TABLE app_passwords (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  label TEXT NOT NULL,
  password TEXT NOT NULL UNIQUE,
  token TEXT NOT NULL UNIQUE,
  fever TEXT NOT NULL UNIQUE,
  made INTEGER NOT NULL,
  seen INTEGER
);
CREATE INDEX app_passwords_of_person ON app_passwords (person);

-- What a person set for himself or herself, by name.
CREATE TABLE user_settings (
  person INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (person, name)
);

-- Journeys of the workspace. What each is stands in its snapshots and its log; name and steps are for lists.
CREATE TABLE documents (
  id TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  name TEXT NOT NULL,
  steps INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- One row for each edit, undo and redo: what was acknowledged. The seal tells a damaged row.
CREATE TABLE log (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('edit', 'undo', 'redo')),
  label TEXT NOT NULL,
  patch TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  seal TEXT NOT NULL,
  PRIMARY KEY (document, revision)
) STRICT;

-- Whole documents, so that opening need not replay everything.
CREATE TABLE snapshots (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  hash TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (document, revision)
) STRICT;

-- Files that journeys were opened from or saved to, with the hash of what was last read or written.
CREATE TABLE files (
  path TEXT PRIMARY KEY NOT NULL,
  document TEXT NOT NULL UNIQUE REFERENCES documents (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  opened_at INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT;

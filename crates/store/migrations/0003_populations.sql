-- Customers that were imported. They stand in files of their own, in a folder beside the workspace; here stands what is
-- known of each file, and never a value of a customer.
CREATE TABLE populations (
  id TEXT PRIMARY KEY NOT NULL,
  about TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  expires_at INTEGER,
  customers_hash TEXT NOT NULL,
  events_hash TEXT,
  seal TEXT NOT NULL
) STRICT;

-- Keys of this workspace, as the one of pseudonyms; they never leave it.
CREATE TABLE secrets (
  name TEXT PRIMARY KEY NOT NULL,
  key TEXT NOT NULL,
  seal TEXT NOT NULL
) STRICT;

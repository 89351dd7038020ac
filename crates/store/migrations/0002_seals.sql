-- Seals of what had none, so that one damaged byte is noticed wherever it stands; filled in right after this.
ALTER TABLE documents ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE settings ADD COLUMN seal TEXT NOT NULL DEFAULT '';

-- PPN-12. SQLite says the same with triggers.
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE owned_range ADD CONSTRAINT owned_range_is_free
    EXCLUDE USING gist (company WITH <>, int8range(first_number, last_number, '[]') WITH &&);

-- Ids and names sort by their bytes on every server, whatever the language of the database.
ALTER TABLE company ALTER COLUMN id TYPE TEXT COLLATE "C";
ALTER TABLE company_revision ALTER COLUMN company TYPE TEXT COLLATE "C";
ALTER TABLE softphone_user ALTER COLUMN company TYPE TEXT COLLATE "C";
ALTER TABLE softphone_user ALTER COLUMN user_name TYPE TEXT COLLATE "C";
ALTER TABLE call_record ALTER COLUMN id TYPE TEXT COLLATE "C";

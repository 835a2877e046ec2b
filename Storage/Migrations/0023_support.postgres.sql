-- As call_record.id: sorted by their bytes.
ALTER TABLE call_guest ALTER COLUMN company TYPE TEXT COLLATE "C";
ALTER TABLE call_guest ALTER COLUMN call TYPE TEXT COLLATE "C";
ALTER TABLE support_login ALTER COLUMN name TYPE TEXT COLLATE "C";

-- PPN-12. PostgreSQL says the same with EXCLUDE USING gist (company WITH <>, int8range(first_number, last_number, '[]') WITH &&).
CREATE TRIGGER owned_range_is_free BEFORE INSERT ON owned_range
WHEN EXISTS (
    SELECT 1 FROM owned_range
    WHERE last_number >= NEW.first_number AND first_number <= NEW.last_number AND company <> NEW.company)
BEGIN
    SELECT RAISE(ABORT, 'owned_range_is_free');
END;

CREATE TRIGGER owned_range_stays_free BEFORE UPDATE ON owned_range
BEGIN
    SELECT RAISE(ABORT, 'owned_range rows are inserted and deleted, never updated');
END;

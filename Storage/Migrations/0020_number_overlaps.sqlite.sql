
DROP TRIGGER owned_range_is_free;
CREATE TRIGGER owned_range_is_free BEFORE INSERT ON owned_range
WHEN EXISTS (SELECT 1 FROM owned_range WHERE first_number BETWEEN NEW.first_number AND NEW.last_number AND company <> NEW.company)
    OR EXISTS (
        SELECT 1 FROM owned_range
        WHERE first_number < last_number AND first_number < NEW.first_number AND last_number >= NEW.first_number AND company <> NEW.company
            AND company = (SELECT company FROM owned_range WHERE first_number < last_number AND first_number < NEW.first_number ORDER BY first_number DESC LIMIT 1))
BEGIN
    SELECT RAISE(ABORT, 'owned_range_is_free');
END;

-- The numbering data that told the class of the called number.
ALTER TABLE call_charge ADD COLUMN numbering TEXT;

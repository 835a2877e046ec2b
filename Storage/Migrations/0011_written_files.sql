-- When a file of charges was written whole; before that it is written again. Files of older versions were written by hand.
ALTER TABLE charge_file ADD COLUMN written_at BIGINT;
UPDATE charge_file SET written_at = made_at;

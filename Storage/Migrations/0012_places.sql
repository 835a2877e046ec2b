-- Where the payer of a leg was when the call was set up, as far as it counts for its price (AREA-5), and what his limit had counted without and with the leg. NULL in rows
-- of earlier versions.
ALTER TABLE call_charge ADD COLUMN zone TEXT;
ALTER TABLE call_charge ADD COLUMN in_area BIGINT;
ALTER TABLE call_charge ADD COLUMN place TEXT;
ALTER TABLE call_charge ADD COLUMN limit_before BIGINT;
ALTER TABLE call_charge ADD COLUMN limit_after BIGINT;

-- The columns that a file has: it is written again as it was.
ALTER TABLE charge_file ADD COLUMN form BIGINT NOT NULL DEFAULT 1;

-- A number goes from one employee to another, a charge does not (D9, T11): docs/decisions/0037.
ALTER TABLE call_charge ADD COLUMN employee TEXT;

-- Who had which number from when until when, as the revisions of companies tell.
CREATE TEMPORARY TABLE number_held (company TEXT NOT NULL, number TEXT NOT NULL, employee TEXT NOT NULL, since BIGINT NOT NULL, until BIGINT NOT NULL);

INSERT INTO number_holder (company, number, employee, own_purse)
WITH person AS (
    SELECT c.id AS company, e.value ->> 'mobile' AS number, e.value ->> 'id' AS employee, e.value ->> 'prepaidAccount' AS purse
    FROM company c JOIN company_revision r ON r.company = c.id AND r.revision = c.revision
        CROSS JOIN LATERAL jsonb_array_elements(convert_from(r.document, 'UTF8')::jsonb -> 'employees') e
)
SELECT company, number, min(employee), min(CASE WHEN purse IS NULL AND (company, employee) NOT IN (SELECT company, purse FROM person WHERE purse IS NOT NULL) THEN 1 ELSE 0 END)
FROM person WHERE number IS NOT NULL AND employee IS NOT NULL GROUP BY company, number HAVING count(*) = 1;
CREATE INDEX number_holder_by_number ON number_holder (company, number);

UPDATE account SET owner = h.employee FROM number_holder h
WHERE h.company = account.company AND h.number = account.owner AND (account.kind IN ('Limit', 'Premium') OR (account.kind = 'Prepaid' AND h.own_purse = 1))
    AND NOT EXISTS (SELECT 1 FROM account other WHERE other.company = account.company AND other.owner = h.employee AND other.kind = account.kind AND other.cycle = account.cycle);

UPDATE threshold_mark SET employee = h.employee FROM number_holder h WHERE h.company = threshold_mark.company AND h.number = threshold_mark.employee;

UPDATE outbox SET dedup = replace(dedup, '/' || h.number || '/', '/' || h.employee || '/') FROM number_holder h
WHERE outbox.topic = 'premium' AND h.company = outbox.company AND strpos(outbox.dedup, '/' || h.number || '/') > 0;

-- Calls that an earlier version has left open: kind, company, owner, cycle and basis of each account. The personal accounts of a leg are one employee's, and the first says whose.
UPDATE open_leg SET accounts = replace(accounts, E'\t' || h.number || E'\t', E'\t' || h.employee || E'\t') FROM number_holder h
WHERE h.company = split_part(open_leg.accounts, E'\t', 2) AND h.number = split_part(open_leg.accounts, E'\t', 3);

DROP TABLE number_holder;

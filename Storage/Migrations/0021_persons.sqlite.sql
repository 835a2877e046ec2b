INSERT INTO number_holder (company, number, employee, own_purse)
WITH person AS (
    SELECT c.id AS company, json_extract(e.value, '$.mobile') AS number, json_extract(e.value, '$.id') AS employee, json_extract(e.value, '$.prepaidAccount') AS purse
    FROM company c JOIN company_revision r ON r.company = c.id AND r.revision = c.revision, json_each(CAST(r.document AS TEXT), '$.employees') e
    WHERE json_valid(CAST(r.document AS TEXT))
)
SELECT company, number, min(employee), min(CASE WHEN purse IS NULL AND (company, employee) NOT IN (SELECT company, purse FROM person WHERE purse IS NOT NULL) THEN 1 ELSE 0 END)
FROM person WHERE number IS NOT NULL AND employee IS NOT NULL GROUP BY company, number HAVING count(*) = 1;
CREATE INDEX number_holder_by_number ON number_holder (company, number);

UPDATE account SET owner = h.employee FROM number_holder h
WHERE h.company = account.company AND h.number = account.owner AND (account.kind IN ('Limit', 'Premium') OR (account.kind = 'Prepaid' AND h.own_purse = 1))
    AND NOT EXISTS (SELECT 1 FROM account other WHERE other.company = account.company AND other.owner = h.employee AND other.kind = account.kind AND other.cycle = account.cycle);

UPDATE threshold_mark SET employee = h.employee FROM number_holder h WHERE h.company = threshold_mark.company AND h.number = threshold_mark.employee;

UPDATE outbox SET dedup = replace(dedup, '/' || h.number || '/', '/' || h.employee || '/') FROM number_holder h
WHERE outbox.topic = 'premium' AND h.company = outbox.company AND instr(outbox.dedup, '/' || h.number || '/') > 0;

-- Calls that an earlier version has left open: kind, company, owner, cycle and basis of each account. The personal accounts of a leg are one employee's, and the first says whose.
UPDATE open_leg SET accounts = replace(accounts, char(9) || h.number || char(9), char(9) || h.employee || char(9))
FROM (
    SELECT call, leg, company, substr(rest, 1, instr(rest, char(9)) - 1) AS owner
    FROM (
        SELECT call, leg, substr(rest, 1, instr(rest, char(9)) - 1) AS company, substr(rest, instr(rest, char(9)) + 1) AS rest
        FROM (SELECT call, leg, substr(accounts, instr(accounts, char(9)) + 1) AS rest FROM open_leg WHERE accounts <> '')
    )
) named JOIN number_holder h ON h.company = named.company AND h.number = named.owner
WHERE open_leg.call = named.call AND open_leg.leg = named.leg;

DROP TABLE number_holder;

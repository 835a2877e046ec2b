INSERT INTO number_held (company, number, employee, since, until)
WITH held AS (
    SELECT r.company, r.revision, r.saved_at, json_extract(e.value, '$.mobile') AS number, json_extract(e.value, '$.id') AS employee
    FROM company_revision r, json_each(CAST(r.document AS TEXT), '$.employees') e
    WHERE json_valid(CAST(r.document AS TEXT))
),
stretch AS (
    SELECT *, revision - row_number() OVER (PARTITION BY company, number, employee ORDER BY revision) AS stretch FROM held WHERE number IS NOT NULL AND employee IS NOT NULL
),
joined AS (
    SELECT company, number, employee, min(saved_at) AS since, max(revision) AS last FROM stretch GROUP BY company, number, employee, stretch
)
SELECT j.company, j.number, j.employee, j.since, coalesce(n.saved_at, 9223372036854775807)
FROM joined j LEFT JOIN company_revision n ON n.company = j.company AND n.revision = j.last + 1;

CREATE INDEX number_held_by_number ON number_held (company, number);

-- A call that began within a minute after a change may still have been decided by what was true before.
DROP INDEX call_charge_by_cycle;
UPDATE call_charge SET employee = h.employee FROM number_held h
WHERE h.company = call_charge.company AND h.number = call_charge.payer AND call_charge.started_at >= h.since + 60000 AND call_charge.started_at < h.until;
DROP TABLE number_held;

CREATE INDEX call_charge_by_cycle ON call_charge (company, booked_cycle, employee, payer, billing, rate_class, part, billed_s, net, gross, answered_at);

-- A row for each call among those of its company is a page to write for each call when there are many companies. So the calls are sorted in large runs, later:
-- Calls/CompanyRuns.cs. PostgreSQL keeps its index.
DROP INDEX call_record_by_company;

CREATE TABLE call_of_company (
    owner TEXT NOT NULL,
    call  TEXT NOT NULL,
    PRIMARY KEY (owner, call)
) WITHOUT ROWID;
INSERT INTO call_of_company (owner, call) SELECT company, id FROM call_record WHERE company IS NOT NULL ORDER BY company, id;

-- One row: the last call, in the order of writing, that has been sorted.
CREATE TABLE call_sorted (last TEXT);
INSERT INTO call_sorted (last) VALUES ((SELECT id FROM call_record ORDER BY rowid DESC LIMIT 1));

-- By the id and not by its rowid: VACUUM gives new ones, in the same order.
CREATE VIEW call_unsorted AS
SELECT rowid AS row, * FROM call_record WHERE rowid > coalesce((SELECT rowid FROM call_record WHERE id = (SELECT last FROM call_sorted)), 0);

-- Who changed what (T4, ROLE-5): written with the change, never changed. Company is null for acts that concern none; revision is that of the company after the change.
CREATE TABLE audit (
    id       BIGINT PRIMARY KEY,
    at       BIGINT NOT NULL,
    company  TEXT,
    author   TEXT   NOT NULL,
    role     TEXT   NOT NULL,
    source   TEXT   NOT NULL,
    act      TEXT   NOT NULL,
    revision BIGINT,
    changes  TEXT   NOT NULL,
    fees     TEXT   NOT NULL
);

CREATE INDEX audit_company ON audit (company, id);

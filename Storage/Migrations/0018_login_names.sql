-- A login of the Manager belongs to one company, whoever saves at the same time.
CREATE TABLE login_name (
    name    TEXT PRIMARY KEY,
    company TEXT NOT NULL REFERENCES company (id)
);

CREATE INDEX login_name_company ON login_name (company);

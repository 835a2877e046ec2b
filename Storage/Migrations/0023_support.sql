-- The operator's support staff: they log in to the Manager and belong to no company (docs/decisions/0042). Nobody of a company has a name of theirs, see login_name.
CREATE TABLE support_login (
    name        TEXT   PRIMARY KEY,
    full_name   TEXT,
    password    TEXT   NOT NULL,
    must_change BIGINT NOT NULL,
    created_at  BIGINT NOT NULL
);

-- Whose call it is, too, beside its own company: that of the number that was called, or of somebody to whom it was sent on. Most calls have none.
CREATE TABLE call_guest (
    company TEXT NOT NULL,
    call    TEXT NOT NULL,
    PRIMARY KEY (company, call)
);
CREATE INDEX call_guest_by_call ON call_guest (call);

-- Of earlier calls it is known only who has paid for a part of them.
INSERT INTO call_guest (company, call)
SELECT DISTINCT c.company, c.call FROM call_charge c JOIN call_record r ON r.id = c.call
WHERE c.leg > 0 AND c.company IS NOT NULL AND c.company <> coalesce(r.company, '');

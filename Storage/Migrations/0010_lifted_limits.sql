-- A limit that an administrator has opened for its billing cycle (LIM-7): when, and who.
ALTER TABLE account ADD COLUMN lifted_at BIGINT;
ALTER TABLE account ADD COLUMN lifted_by TEXT;
CREATE INDEX account_lifted ON account (cycle) WHERE lifted_at IS NOT NULL;

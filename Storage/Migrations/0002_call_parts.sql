-- The flow lies beside its record, as the last column: one row a call. What a long call hands over while it still runs goes to a table of its own.
ALTER TABLE call_record ADD COLUMN flow BYTEA;
UPDATE call_record SET flow = (SELECT data FROM call_flow WHERE call_flow.id = call_record.id);
DROP TABLE call_flow;

CREATE TABLE call_part (
    id        TEXT PRIMARY KEY,
    decisions TEXT  NOT NULL,
    flow      BYTEA NOT NULL
);

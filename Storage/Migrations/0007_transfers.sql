-- Only of calls that a transfer has made or changed: out of which call it came, and who talked with whom (JSON).
CREATE TABLE call_transfer (
    id     TEXT PRIMARY KEY,
    parent TEXT,
    talks  TEXT NOT NULL
);

-- Decisions, attempts and messages of a group of calls lie together in one blob, see Calls/Details/DetailWriter.cs. The columns attempts, decisions and flow of
-- call_record, and the table call_part, hold what was written before this version; new rows have '[]' there.
CREATE TABLE call_detail (
    id     BIGINT PRIMARY KEY,
    newest TEXT  NOT NULL,
    data   BYTEA NOT NULL
);

ALTER TABLE call_record ADD COLUMN detail BIGINT;

CREATE TABLE call_part_detail (
    id     TEXT PRIMARY KEY,
    detail BIGINT NOT NULL
);

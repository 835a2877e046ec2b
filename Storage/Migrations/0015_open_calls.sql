-- Long calls that still run, for the record of those whose node dies; gone with the record (OCS-6, docs/decisions/0030).
CREATE TABLE open_leg (
    call     TEXT    NOT NULL,
    leg      INTEGER NOT NULL,
    node     TEXT    NOT NULL,
    epoch    BIGINT  NOT NULL,
    draft    BYTEA   NOT NULL,
    price    TEXT,
    accounts TEXT    NOT NULL,
    PRIMARY KEY (call, leg)
);

-- When a node was last alive; written over every ten seconds.
CREATE TABLE node_alive (
    node TEXT PRIMARY KEY,
    at   BIGINT NOT NULL
);

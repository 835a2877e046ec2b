-- What a long call leaves while it runs lies in the tree of its key: one tree to write instead of two.
CREATE TABLE open_leg_keyed (
    call     TEXT    NOT NULL,
    leg      INTEGER NOT NULL,
    node     TEXT    NOT NULL,
    epoch    BIGINT  NOT NULL,
    draft    BYTEA   NOT NULL,
    price    TEXT,
    accounts TEXT    NOT NULL,
    PRIMARY KEY (call, leg)
) WITHOUT ROWID;
INSERT INTO open_leg_keyed SELECT call, leg, node, epoch, draft, price, accounts FROM open_leg;
DROP TABLE open_leg;
ALTER TABLE open_leg_keyed RENAME TO open_leg;

CREATE TABLE call_part_keyed (
    id     TEXT   PRIMARY KEY,
    detail BIGINT NOT NULL
) WITHOUT ROWID;
INSERT INTO call_part_keyed SELECT id, detail FROM call_part_detail;
DROP TABLE call_part_detail;
ALTER TABLE call_part_keyed RENAME TO call_part_detail;

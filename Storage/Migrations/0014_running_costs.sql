-- What the calls that run on a node have cost so far, written over once a minute (LIM-8): see Charges/RunningCosts.cs.
CREATE TABLE running_cost (
    node TEXT PRIMARY KEY,
    at   BIGINT NOT NULL,
    data BYTEA  NOT NULL
);

-- Amounts are whole numbers of 1/10,000 zł.

-- available = balance + allowance - reserved. A prepaid account has no allowance and may not be overdrawn. The account of a limit counts from 0 downwards in one billing
-- cycle; its allowance is the limit.
CREATE TABLE account (
    id          BIGINT  PRIMARY KEY,
    kind        TEXT    NOT NULL,
    company     TEXT    NOT NULL,
    owner       TEXT    NOT NULL,
    cycle       BIGINT  NOT NULL,
    state       TEXT    NOT NULL,
    balance     BIGINT  NOT NULL,
    reserved    BIGINT  NOT NULL,
    allowance   BIGINT  NOT NULL,
    overdraft   INTEGER NOT NULL,
    valid_until BIGINT,
    version     BIGINT  NOT NULL,
    UNIQUE (company, owner, kind, cycle),
    CHECK (reserved >= 0),
    CONSTRAINT account_is_not_overdrawn CHECK (overdraft = 1 OR balance + allowance - reserved >= 0)
);

-- Appended to, never changed: balance = sum of amounts. The reference names the cause, once an account.
CREATE TABLE ledger (
    account   BIGINT NOT NULL REFERENCES account (id),
    reference TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    kind      TEXT   NOT NULL,
    amount    BIGINT NOT NULL,
    item      TEXT,
    PRIMARY KEY (account, reference)
);

-- A call, or a part of one with its own payer, that is paid while it lasts. The draft is what its record needs if the node dies.
CREATE TABLE quota_session (
    id           TEXT   PRIMARY KEY,
    node         TEXT   NOT NULL,
    epoch        BIGINT NOT NULL,
    state        TEXT   NOT NULL,
    last_request BIGINT NOT NULL,
    answered_at  BIGINT,
    alive_at     BIGINT,
    granted_ms   BIGINT NOT NULL,
    lease_until  BIGINT NOT NULL,
    draft        BYTEA
);
CREATE INDEX quota_session_by_lease ON quota_session (state, lease_until);

CREATE TABLE reservation (
    session   TEXT   NOT NULL REFERENCES quota_session (id),
    account   BIGINT NOT NULL REFERENCES account (id),
    held      BIGINT NOT NULL CHECK (held >= 0),
    committed BIGINT NOT NULL CHECK (committed >= 0),
    price     TEXT   NOT NULL,
    PRIMARY KEY (session, account)
);
CREATE INDEX reservation_by_account ON reservation (account);

CREATE TABLE quota_answer (
    session    TEXT   NOT NULL REFERENCES quota_session (id),
    request_no BIGINT NOT NULL,
    outcome    TEXT   NOT NULL,
    granted_ms BIGINT NOT NULL,
    final      INTEGER NOT NULL,
    charged    BIGINT NOT NULL,
    PRIMARY KEY (session, request_no)
);

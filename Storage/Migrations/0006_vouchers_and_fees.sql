CREATE TABLE voucher_batch (
    id          BIGINT PRIMARY KEY,
    value       BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    author      TEXT   NOT NULL
);

-- Never the code, only what HMAC-SHA-256 makes of it (VCH-2).
CREATE TABLE voucher (
    serial      TEXT   PRIMARY KEY,
    batch       BIGINT NOT NULL REFERENCES voucher_batch (id),
    code        TEXT   NOT NULL UNIQUE,
    state       TEXT   NOT NULL,
    redeemed_by BIGINT REFERENCES account (id),
    redeemed_at BIGINT,
    CHECK ((state = 'Redeemed') = (redeemed_by IS NOT NULL))
);
CREATE INDEX voucher_by_batch ON voucher (batch, state);

-- What a request was answered, so that it is answered the same again (VCH-3).
CREATE TABLE voucher_request (
    account    BIGINT NOT NULL REFERENCES account (id),
    request    TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    outcome    TEXT   NOT NULL,
    value      BIGINT,
    good_until TEXT,
    PRIMARY KEY (account, request)
);

-- Wrong codes one after the other (VCH-4). own_codes: serials of the account's own vouchers that were counted.
CREATE TABLE voucher_lock (
    account   BIGINT PRIMARY KEY REFERENCES account (id),
    failures  BIGINT NOT NULL,
    until     BIGINT,
    own_codes TEXT   NOT NULL
);

CREATE TABLE voucher_source (
    source TEXT PRIMARY KEY,
    seen   BIGINT NOT NULL
);

CREATE TABLE voucher_failure (
    source TEXT   NOT NULL,
    at     BIGINT NOT NULL
);
CREATE INDEX voucher_failure_by_source ON voucher_failure (source, at);
CREATE INDEX voucher_failure_by_time ON voucher_failure (at);

-- Fees of the price list (domain §6.9), written with what they are for. The ledger line of the company says the same.
CREATE TABLE fee (
    key     TEXT   PRIMARY KEY,
    company TEXT   NOT NULL,
    cycle   BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    kind    TEXT   NOT NULL,
    list    TEXT   NOT NULL,
    version BIGINT NOT NULL,
    item    TEXT   NOT NULL,
    name_pl TEXT   NOT NULL,
    name_en TEXT   NOT NULL,
    count   BIGINT NOT NULL,
    net     BIGINT NOT NULL,
    gross   BIGINT NOT NULL,
    vat     TEXT   NOT NULL,
    author  TEXT   NOT NULL
);
CREATE INDEX fee_by_cycle ON fee (company, cycle);

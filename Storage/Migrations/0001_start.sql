-- Runs on SQLite and on PostgreSQL. Times are milliseconds since 1970 UTC. BYTEA holds blobs on both (in SQLite a type name is only a hint).

CREATE TABLE schema_version (
    version    INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    applied_at BIGINT  NOT NULL
);

CREATE TABLE counter (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value BYTEA NOT NULL
);

-- Company data: one document a company, in numbered revisions.
CREATE TABLE company (
    id       TEXT PRIMARY KEY,
    revision BIGINT NOT NULL
);

CREATE TABLE company_revision (
    company  TEXT   NOT NULL REFERENCES company (id),
    revision BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    author   TEXT   NOT NULL,
    note     TEXT   NOT NULL,
    document BYTEA  NOT NULL,
    PRIMARY KEY (company, revision)
);

-- E.164 digits without the plus. One number belongs to one company (PPN-12).
CREATE TABLE owned_range (
    company      TEXT   NOT NULL REFERENCES company (id),
    first_number BIGINT NOT NULL,
    last_number  BIGINT NOT NULL,
    kind         TEXT   NOT NULL,
    CHECK (first_number <= last_number)
);
CREATE INDEX owned_range_by_number ON owned_range (last_number, first_number);
CREATE INDEX owned_range_by_company ON owned_range (company);

CREATE TABLE softphone_user (
    company   TEXT NOT NULL REFERENCES company (id),
    user_name TEXT NOT NULL,
    number    TEXT NOT NULL,
    PRIMARY KEY (company, user_name)
);

-- One row a call. The id sorts by time.
CREATE TABLE call_record (
    id           TEXT PRIMARY KEY,
    company      TEXT,
    started_at   BIGINT NOT NULL,
    ringing_at   BIGINT,
    answered_at  BIGINT,
    ended_at     BIGINT NOT NULL,
    caller       TEXT NOT NULL,
    caller_shown TEXT,
    dialled      TEXT NOT NULL,
    called       TEXT,
    number_class TEXT NOT NULL,
    direction    TEXT NOT NULL,
    in_trunk     TEXT,
    out_trunk    TEXT,
    service      TEXT NOT NULL,
    answered_by  TEXT,
    outcome      TEXT NOT NULL,
    sip_status   INTEGER NOT NULL,
    q850         INTEGER,
    released_by  TEXT NOT NULL,
    attempts     TEXT NOT NULL,
    decisions    TEXT NOT NULL
);
CREATE INDEX call_record_by_company ON call_record (company, id);

CREATE TABLE call_flow (
    id   TEXT PRIMARY KEY,
    data BYTEA NOT NULL
);

CREATE TABLE voicemail_message (
    id          BIGINT PRIMARY KEY,
    company     TEXT   NOT NULL,
    owner       TEXT   NOT NULL,
    caller      TEXT,
    call_id     TEXT   NOT NULL,
    received_at BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    heard_at    BIGINT
);
CREATE INDEX voicemail_message_by_mailbox ON voicemail_message (company, owner, id);
CREATE INDEX voicemail_message_by_age ON voicemail_message (received_at);

CREATE TABLE voicemail_sound (
    id  BIGINT PRIMARY KEY,
    wav BYTEA NOT NULL
);

CREATE TABLE voicemail_greeting (
    company TEXT   NOT NULL,
    owner   TEXT   NOT NULL,
    set_at  BIGINT NOT NULL,
    wav     BYTEA  NOT NULL,
    PRIMARY KEY (company, owner)
);

CREATE TABLE voicemail_pin_failure (
    company TEXT   NOT NULL,
    owner   TEXT   NOT NULL,
    at      BIGINT NOT NULL
);
CREATE INDEX voicemail_pin_failure_by_mailbox ON voicemail_pin_failure (company, owner, at);

CREATE TABLE voicemail_pin_lock (
    company   TEXT   NOT NULL,
    owner     TEXT   NOT NULL,
    locked_at BIGINT NOT NULL,
    PRIMARY KEY (company, owner)
);

-- One row a charged leg, or a part of a long one, answered or not: what is billed and exported. The number is without a gap in each node.
CREATE TABLE call_charge (
    session      TEXT    NOT NULL,
    leg          BIGINT  NOT NULL,
    part         BIGINT  NOT NULL,
    node         TEXT    NOT NULL,
    number       BIGINT  NOT NULL,
    call         TEXT    NOT NULL,
    company      TEXT,
    payer        TEXT,
    billing      TEXT    NOT NULL,
    caller       TEXT    NOT NULL,
    dialled      TEXT    NOT NULL,
    called       TEXT,
    direction    TEXT    NOT NULL,
    service      TEXT    NOT NULL,
    number_class TEXT    NOT NULL,
    started_at   BIGINT  NOT NULL,
    answered_at  BIGINT,
    ended_at     BIGINT  NOT NULL,
    cycle        BIGINT,
    booked_cycle BIGINT,
    rate_class   TEXT,
    item         TEXT,
    billed_s     BIGINT  NOT NULL,
    net          BIGINT  NOT NULL,
    gross        BIGINT  NOT NULL,
    vat          TEXT,
    debited      BIGINT,
    closing      TEXT    NOT NULL,
    sip_status   BIGINT  NOT NULL,
    q850         BIGINT,
    offline      BIGINT  NOT NULL,
    PRIMARY KEY (session, leg, part)
);
CREATE UNIQUE INDEX call_charge_by_number ON call_charge (node, number);
CREATE INDEX call_charge_by_cycle ON call_charge (company, booked_cycle, payer);
CREATE INDEX call_charge_by_call ON call_charge (call);

ALTER TABLE call_record ADD COLUMN billing TEXT;

-- A threshold that is done with (LIM-3): whoever inserts the row sends the message.
CREATE TABLE threshold_mark (
    company  TEXT   NOT NULL,
    employee TEXT   NOT NULL,
    cycle    BIGINT NOT NULL,
    version  BIGINT NOT NULL,
    audience TEXT   NOT NULL,
    percent  BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (company, employee, cycle, version, audience, percent)
);

-- Messages that shall go out, written with what caused them.
CREATE TABLE outbox (
    id         BIGINT PRIMARY KEY,
    topic      TEXT   NOT NULL,
    dedup      TEXT   NOT NULL UNIQUE,
    company    TEXT   NOT NULL,
    payload    TEXT   NOT NULL,
    state      TEXT   NOT NULL,
    attempts   BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    next_at    BIGINT NOT NULL,
    done_at    BIGINT,
    fault      TEXT
);
CREATE INDEX outbox_by_turn ON outbox (state, next_at);

-- Files of exported charges: a file's numbers are fixed when it is begun.
CREATE TABLE charge_file (
    node         TEXT   NOT NULL,
    file         BIGINT NOT NULL,
    first_number BIGINT NOT NULL,
    last_number  BIGINT NOT NULL,
    made_at      BIGINT NOT NULL,
    PRIMARY KEY (node, file)
);

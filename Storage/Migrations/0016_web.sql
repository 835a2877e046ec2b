-- Who is logged in to the Manager. The key is the SHA-256 of the one in the browser's cookie, so that nobody logs in with a copy of the store.
CREATE TABLE sign_in (
    key        TEXT   PRIMARY KEY,
    company    TEXT   NOT NULL,
    login      TEXT   NOT NULL,
    ticket     BYTEA  NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX sign_in_login ON sign_in (company, login);
CREATE INDEX sign_in_expires ON sign_in (expires_at);

-- Keys with which the Manager signs what it gives to browsers; all nodes have the same.
CREATE TABLE web_key (
    name       TEXT   PRIMARY KEY,
    xml        TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

-- Reusable texts, how often each may be sold, and who got one when. A text stands once, sealed as codes are; a use is one unit of an order.
-- A unit that was returned and sold again has a use for each time; the newest counts.
--
-- Every statement can run twice, see V1.

ALTER TABLE skus
    ADD COLUMN IF NOT EXISTS sale_cap INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'Of a reusable text; 0 for others' AFTER sale_ends_micros;

CREATE TABLE IF NOT EXISTS sku_texts (
    sku_number     INT UNSIGNED      NOT NULL,
    text_number    INT UNSIGNED      NOT NULL COMMENT 'From 1; the one put last is the present one',
    lot_number     INT UNSIGNED      NOT NULL COMMENT 'Where its uses are',
    key_id         SMALLINT UNSIGNED NOT NULL,
    fingerprint    BINARY(16)        NOT NULL,
    sealed_text    BLOB              NOT NULL,
    changed_seq    BIGINT UNSIGNED   NOT NULL,
    changed_micros BIGINT            NOT NULL,
    PRIMARY KEY (sku_number, text_number)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS text_uses (
    seq         BIGINT UNSIGNED  NOT NULL,
    event_index INT UNSIGNED     NOT NULL,
    unit_id     INT UNSIGNED     NOT NULL,
    order_id    BINARY(16)       NOT NULL,
    line        TINYINT UNSIGNED NOT NULL,
    sku_number  INT UNSIGNED     NOT NULL,
    text_number INT UNSIGNED     NOT NULL,
    use_number  BIGINT UNSIGNED  NOT NULL COMMENT 'Which delivery of a text of the SKU it was, from 1',
    buyer       VARCHAR(254)     NOT NULL,
    used_micros BIGINT           NOT NULL,
    used_at     DATETIME(6) AS ('1970-01-01' + INTERVAL used_micros MICROSECOND) VIRTUAL,
    PRIMARY KEY (seq, event_index, unit_id),
    UNIQUE KEY text_uses_by_number (sku_number, use_number),
    KEY text_uses_by_unit (unit_id, seq)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

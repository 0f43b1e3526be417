-- What operators delivered for units that came in as a count. Sealed as codes are, and bound to the order instead of the SKU. A unit
-- that was returned and sold again has a row for each time; the newest counts.
--
-- Every statement can run twice, see V1.

CREATE TABLE IF NOT EXISTS unit_contents (
    seq              BIGINT UNSIGNED   NOT NULL,
    event_index      INT UNSIGNED      NOT NULL,
    unit_id          INT UNSIGNED      NOT NULL,
    order_id         BINARY(16)        NOT NULL,
    key_id           SMALLINT UNSIGNED NOT NULL,
    fingerprint      BINARY(16)        NOT NULL,
    sealed_content   BLOB              NOT NULL,
    delivered_micros BIGINT            NOT NULL,
    delivered_at     DATETIME(6) AS ('1970-01-01' + INTERVAL delivered_micros MICROSECOND) VIRTUAL,
    PRIMARY KEY (seq, event_index, unit_id),
    KEY unit_contents_by_unit (unit_id, seq)
) ENGINE = InnoDB;

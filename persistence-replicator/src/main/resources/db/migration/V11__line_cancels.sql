-- Parts of orders' lines that were given back. order_lines keeps what was asked for, orders.amount what that cost.
--
-- Every statement can run twice, see V1.

CREATE TABLE IF NOT EXISTS line_cancels (
    seq             BIGINT UNSIGNED  NOT NULL,
    event_index     INT UNSIGNED     NOT NULL,
    order_id        BINARY(16)       NOT NULL,
    line            TINYINT UNSIGNED NOT NULL,
    quantity        INT UNSIGNED     NOT NULL,
    units           INT UNSIGNED     NOT NULL COMMENT 'Held ones among them; the others were waited for',
    amount          BIGINT           NOT NULL COMMENT 'What the order costs after it',
    currency        CHAR(3)          NOT NULL,
    ref             VARCHAR(254)     NOT NULL,
    canceled_micros BIGINT           NOT NULL,
    canceled_at     DATETIME(6) AS ('1970-01-01' + INTERVAL canceled_micros MICROSECOND) VIRTUAL,
    PRIMARY KEY (seq, event_index),
    KEY line_cancels_by_order (order_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

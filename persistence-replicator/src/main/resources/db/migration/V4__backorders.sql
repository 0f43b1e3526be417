-- Orders that wait for stock, and what came for them.
--
-- Every statement can run twice, see V1.

-- How an order waits, as it was told last: when it began to wait, or was paid meanwhile. Whether it still does is in orders.state.
CREATE TABLE IF NOT EXISTS backorders (
    order_id       BINARY(16)       NOT NULL,
    amount         BIGINT           NOT NULL COMMENT 'What is to be paid ahead, or was',
    currency       CHAR(3)          NOT NULL,
    fill           ENUM ('ALL_OR_NONE', 'PARTIAL') NOT NULL,
    priority       TINYINT UNSIGNED NOT NULL COMMENT '9 is served first',
    expires_micros BIGINT           NOT NULL COMMENT 'Until when it waits',
    changed_seq    BIGINT UNSIGNED  NOT NULL,
    PRIMARY KEY (order_id)
) ENGINE = InnoDB;

-- Of an order that waited, amount and end of the hold are those of its newest row here; in orders they are those of its placing.
CREATE TABLE IF NOT EXISTS backorder_fills (
    seq            BIGINT UNSIGNED NOT NULL,
    event_index    INT UNSIGNED    NOT NULL,
    order_id       BINARY(16)      NOT NULL,
    state          VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'Of the order after it',
    units          INT UNSIGNED    NOT NULL COMMENT '0 = none came, and a paid order waits no longer',
    amount         BIGINT          NOT NULL,
    currency       CHAR(3)         NOT NULL,
    expires_micros BIGINT          NOT NULL COMMENT 'End of the fresh hold; 0 = it waits on, or is delivered',
    filled_micros  BIGINT          NOT NULL,
    filled_at      DATETIME(6) AS ('1970-01-01' + INTERVAL filled_micros MICROSECOND) VIRTUAL,
    PRIMARY KEY (seq, event_index),
    KEY backorder_fills_by_order (order_id)
) ENGINE = InnoDB;

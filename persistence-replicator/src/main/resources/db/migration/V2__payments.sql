-- Where the money is of the payments that did not simply pay their order, what went back, and who decided about suspense.
--
-- Every statement can run twice: the server commits each one by itself, so a migration may be cut between two of them.

-- The last state of each such payment; amount - suspended - refund_due - refunded pays the order. refunds_due keeps what became due,
-- and when; what is still due stands here.
CREATE TABLE IF NOT EXISTS payment_balances (
    channel     VARCHAR(254)    NOT NULL,
    payment_ref VARCHAR(254)    NOT NULL,
    order_id    BINARY(16)      NOT NULL COMMENT 'The one that the payment named; there may be no such order',
    amount      BIGINT          NOT NULL,
    currency    CHAR(3)         NOT NULL,
    suspended   BIGINT          NOT NULL,
    refund_due  BIGINT          NOT NULL,
    refunded    BIGINT          NOT NULL,
    reason      VARCHAR(48) CHARACTER SET ascii NOT NULL,
    changed_seq BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (payment_ref, channel),
    KEY payment_balances_by_order (order_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS refunds (
    seq             BIGINT UNSIGNED NOT NULL,
    order_id        BINARY(16)      NOT NULL,
    ref             VARCHAR(254)    NOT NULL COMMENT 'The caller''s own number, unique per order',
    amount          BIGINT          NOT NULL,
    currency        CHAR(3)         NOT NULL,
    reason          VARCHAR(254)    NOT NULL,
    refunded_micros BIGINT          NOT NULL,
    refunded_at     DATETIME(6) AS ('1970-01-01' + INTERVAL refunded_micros MICROSECOND) VIRTUAL,
    PRIMARY KEY (seq),
    UNIQUE KEY refunds_by_order (order_id, ref)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS suspense_resolutions (
    seq             BIGINT UNSIGNED NOT NULL,
    event_index     INT UNSIGNED    NOT NULL,
    order_id        BINARY(16)      NOT NULL,
    channel         VARCHAR(254)    NOT NULL,
    payment_ref     VARCHAR(254)    NOT NULL,
    amount          BIGINT          NOT NULL,
    currency        CHAR(3)         NOT NULL,
    action          ENUM ('APPLY', 'REFUND') NOT NULL,
    code            VARCHAR(48) CHARACTER SET ascii NOT NULL COMMENT 'What came of it',
    operator_id     VARCHAR(254)    NOT NULL COMMENT 'Empty: its order appeared',
    reason          VARCHAR(254)    NOT NULL,
    resolved_micros BIGINT          NOT NULL,
    resolved_at     DATETIME(6) AS ('1970-01-01' + INTERVAL resolved_micros MICROSECOND) VIRTUAL,
    PRIMARY KEY (seq, event_index),
    KEY suspense_resolutions_by_ref (payment_ref, channel)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

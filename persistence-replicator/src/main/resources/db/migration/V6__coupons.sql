-- Coupons, and which order has which.
--
-- Every statement can run twice, see V1.

CREATE TABLE IF NOT EXISTS coupons (
    code            VARCHAR(254)      NOT NULL,
    discount_amount BIGINT            NOT NULL COMMENT 'Minor units off; 0: a share is taken off',
    discount_bps    SMALLINT UNSIGNED NOT NULL COMMENT 'Ten-thousandths off; 0: an amount is taken off',
    currency        CHAR(3)           NOT NULL,
    max_uses        INT UNSIGNED      NOT NULL,
    max_per_buyer   INT UNSIGNED      NOT NULL COMMENT '0 = no limit',
    starts_micros   BIGINT            NOT NULL COMMENT '0 = always',
    ends_micros     BIGINT            NOT NULL COMMENT '0 = never',
    skus            TEXT              NOT NULL COMMENT 'With commas between; empty: all of the currency',
    changed_seq     BIGINT UNSIGNED   NOT NULL,
    PRIMARY KEY (code)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

-- The last state of each use. What is held or used of a coupon is how many rows say so.
CREATE TABLE IF NOT EXISTS coupon_uses (
    order_id    BINARY(16)      NOT NULL,
    code        VARCHAR(254)    NOT NULL,
    discount    BIGINT          NOT NULL,
    state       ENUM ('HELD', 'USED', 'RELEASED') NOT NULL,
    changed_seq BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (order_id),
    KEY coupon_uses_by_code (code, state)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

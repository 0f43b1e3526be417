-- What SKUs limit beyond one order.
--
-- Every statement can run twice, see V1.

-- Only of SKUs that have or had such a limit; 0 = no limit.
CREATE TABLE IF NOT EXISTS sku_limits (
    sku_number                 INT UNSIGNED      NOT NULL,
    max_per_buyer              INT UNSIGNED      NOT NULL COMMENT 'Units of one buyer within the window',
    buyer_window_ms            BIGINT UNSIGNED   NOT NULL COMMENT '0 = units count for good',
    max_open_holds_per_buyer   INT UNSIGNED      NOT NULL,
    max_open_holds_per_address INT UNSIGNED      NOT NULL,
    max_held_share_bps         SMALLINT UNSIGNED NOT NULL COMMENT 'Of what is available or held, in ten-thousandths',
    changed_seq                BIGINT UNSIGNED   NOT NULL,
    PRIMARY KEY (sku_number)
) ENGINE = InnoDB;

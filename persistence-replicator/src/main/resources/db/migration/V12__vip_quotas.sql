-- Units of SKUs that are kept for orders of a priority above 0.
--
-- Every statement can run twice, see V1.

-- Only of SKUs that keep or kept any.
CREATE TABLE IF NOT EXISTS vip_quotas (
    sku_number  INT UNSIGNED    NOT NULL,
    vip_quota   INT UNSIGNED    NOT NULL COMMENT '0 = none any more',
    changed_seq BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (sku_number)
) ENGINE = InnoDB;

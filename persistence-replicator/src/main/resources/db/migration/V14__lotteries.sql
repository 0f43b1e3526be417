-- The last lottery of each SKU. Who won is told by backorder_fills.
--
-- Every statement can run twice, see V1.

CREATE TABLE IF NOT EXISTS lotteries (
    sku_number     INT UNSIGNED    NOT NULL,
    state          ENUM ('OPEN', 'DRAWN', 'ENDED') NOT NULL,
    entries        INT UNSIGNED    NOT NULL COMMENT 'Orders that took part; 0 while it is open',
    seed           BIGINT UNSIGNED NOT NULL COMMENT 'What the draw was made with, 0 if none was',
    changed_seq    BIGINT UNSIGNED NOT NULL,
    changed_micros BIGINT          NOT NULL,
    PRIMARY KEY (sku_number)
) ENGINE = InnoDB;

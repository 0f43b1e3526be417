-- Sellers' offers beside the SKUs' own, and from which offer an order got its units.
--
-- Every statement can run twice, see V1.

ALTER TABLE offers
    ADD COLUMN IF NOT EXISTS seller VARCHAR(254) NOT NULL DEFAULT '' COMMENT 'Empty: the SKU''s own offer, which has its price; it stands here once units came in for it',
    ADD COLUMN IF NOT EXISTS pick   ENUM ('FIFO', 'LIFO', 'FEFO', 'RANDOM') NOT NULL DEFAULT 'FIFO',
    ADD COLUMN IF NOT EXISTS tiers  VARCHAR(1024) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'min_quantity:unit_price, by quantity, with commas between',
    MODIFY COLUMN state ENUM ('ACTIVE', 'PAUSED', 'WITHDRAWN') NOT NULL;

-- Only of SKUs that have more than their own offer; of an order's fills those of its newest seq count.
CREATE TABLE IF NOT EXISTS order_fills (
    seq         BIGINT UNSIGNED  NOT NULL,
    event_index INT UNSIGNED     NOT NULL,
    fill        INT UNSIGNED     NOT NULL COMMENT 'From 0, in the order of the units',
    order_id    BINARY(16)       NOT NULL,
    line        TINYINT UNSIGNED NOT NULL,
    offer_id    INT UNSIGNED     NOT NULL,
    quantity    INT UNSIGNED     NOT NULL,
    unit_price  BIGINT           NOT NULL,
    PRIMARY KEY (seq, event_index, fill),
    KEY order_fills_by_order (order_id),
    KEY order_fills_by_offer (offer_id, seq)
) ENGINE = InnoDB;

-- Units that buyers choose by their label.
--
-- Every statement can run twice, see V1.

CREATE TABLE IF NOT EXISTS unit_labels (
    unit_id   INT UNSIGNED    NOT NULL,
    label     VARCHAR(254)    NOT NULL COMMENT 'For everybody to see',
    surcharge BIGINT          NOT NULL COMMENT 'On top of the price of its SKU',
    seq       BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (unit_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

-- Units that were exchanged or came back, and lots that were recalled. The state of each unit is in units; what an order has now is
-- in order_units.
--
-- Every statement can run twice, see V1.

CREATE TABLE IF NOT EXISTS unit_replacements (
    seq            BIGINT UNSIGNED  NOT NULL,
    event_index    INT UNSIGNED     NOT NULL,
    order_id       BINARY(16)       NOT NULL,
    line           TINYINT UNSIGNED NOT NULL,
    unit_id        INT UNSIGNED     NOT NULL COMMENT 'It left the order',
    new_unit_id    INT UNSIGNED     NOT NULL COMMENT 'It came in its place; 0 = none, it was returned',
    state          ENUM ('VOIDED', 'REPLACED', 'RETURNED') NOT NULL COMMENT 'VOIDED: its lot was recalled while the order held it',
    reason         VARCHAR(254)     NOT NULL,
    changed_micros BIGINT           NOT NULL,
    PRIMARY KEY (seq, event_index),
    KEY unit_replacements_by_order (order_id),
    KEY unit_replacements_by_unit (unit_id),
    KEY unit_replacements_by_new_unit (new_unit_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS lot_recalls (
    seq             BIGINT UNSIGNED NOT NULL,
    sku_number      INT UNSIGNED    NOT NULL,
    lot_number      INT UNSIGNED    NOT NULL,
    voided          INT UNSIGNED    NOT NULL COMMENT 'Units that no order had',
    swapped         INT UNSIGNED    NOT NULL COMMENT 'Held units that were exchanged',
    kept            INT UNSIGNED    NOT NULL COMMENT 'Held units for which there was no other',
    delivered       INT UNSIGNED    NOT NULL,
    reason          VARCHAR(254)    NOT NULL,
    recalled_micros BIGINT          NOT NULL,
    PRIMARY KEY (seq),
    KEY lot_recalls_by_lot (sku_number, lot_number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

-- The tables behind one shard: a fold of its event log up to replication_position.applied_seq. One database holds one shard.
--
-- Text columns are as wide as the wire type (254 bytes): a row that the core accepted is never refused here. Identifiers are
-- case-sensitive and trailing blanks count (utf8mb4_nopad_bin). Money is in integer minor units. Times are microseconds since
-- 1970-01-01 UTC, exactly as journaled; *_at columns show them as DATETIME and cost no storage.
--
-- Every statement can run twice: the server commits each one by itself, so a migration may be cut between two of them.

CREATE TABLE IF NOT EXISTS replication_position (
    shard          INT UNSIGNED    NOT NULL,
    epoch          BIGINT UNSIGNED NOT NULL COMMENT 'Highest epoch that wrote; a writer with a lower one is fenced',
    applied_seq    BIGINT UNSIGNED NOT NULL COMMENT 'Every event up to this journal sequence is in the tables',
    applied_micros BIGINT          NOT NULL COMMENT 'Journal time of applied_seq',
    event_seq      BIGINT UNSIGNED NOT NULL COMMENT 'Newest sequence that had events',
    event_crc      INT UNSIGNED    NOT NULL COMMENT 'CRC32C of its events: tells another journal from this one',
    PRIMARY KEY (shard)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS skus (
    sku_number       INT UNSIGNED    NOT NULL,
    sku              VARCHAR(254)    NOT NULL,
    name             VARCHAR(254)    NOT NULL,
    price            BIGINT          NOT NULL,
    currency         CHAR(3)         NOT NULL,
    state            ENUM ('ACTIVE', 'PAUSED') NOT NULL,
    delivery         ENUM ('ONE_TIME', 'REUSABLE', 'MANUAL') NOT NULL,
    pick             ENUM ('FIFO', 'LIFO', 'FEFO', 'RANDOM') NOT NULL,
    late_policy      ENUM ('REFUND_DUE', 'BACKORDER') NOT NULL,
    late_window_ms   BIGINT UNSIGNED NOT NULL,
    hold_ttl_ms      INT UNSIGNED    NOT NULL,
    min_per_order    INT UNSIGNED    NOT NULL,
    max_per_order    INT UNSIGNED    NOT NULL,
    safety_stock     INT UNSIGNED    NOT NULL,
    low_stock_at     INT UNSIGNED    NOT NULL,
    sale_starts_micros BIGINT        NOT NULL,
    sale_ends_micros BIGINT          NOT NULL,
    changed_seq      BIGINT UNSIGNED NOT NULL,
    changed_micros   BIGINT          NOT NULL,
    PRIMARY KEY (sku_number),
    UNIQUE KEY skus_by_sku (sku)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

-- Sellers' listings. So far a SKU has its default offer alone, at the SKU's own price; it stands here once units came in for it.
CREATE TABLE IF NOT EXISTS offers (
    offer_id    INT UNSIGNED    NOT NULL,
    sku_number  INT UNSIGNED    NOT NULL,
    unit_price  BIGINT          NOT NULL,
    currency    CHAR(3)         NOT NULL,
    state       ENUM ('ACTIVE', 'PAUSED') NOT NULL,
    changed_seq BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (offer_id),
    KEY offers_by_sku (sku_number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS lots (
    sku_number     INT UNSIGNED    NOT NULL,
    lot_number     INT UNSIGNED    NOT NULL,
    offer_id       INT UNSIGNED    NOT NULL,
    name           VARCHAR(254)    NOT NULL,
    imported       BIGINT UNSIGNED NOT NULL,
    duplicates     BIGINT UNSIGNED NOT NULL,
    expires_micros BIGINT          NOT NULL COMMENT '0 = never',
    changed_seq    BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (sku_number, lot_number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

-- HASH, not RANGE: units are dense numbers whose state changes at any age, they are found by number, and nothing drops the old
-- ones (a sold code must stay known as a duplicate). HASH needs no upkeep and keeps the sixteen trees small and equal.
CREATE TABLE IF NOT EXISTS units (
    unit_id    INT UNSIGNED    NOT NULL,
    sku_number INT UNSIGNED    NOT NULL,
    offer_id   INT UNSIGNED    NOT NULL,
    lot_number INT UNSIGNED    NOT NULL,
    state      ENUM ('AVAILABLE', 'RESERVED', 'ALLOCATED', 'DELIVERED', 'QUARANTINED', 'VOIDED', 'REPLACED', 'RETURNED') NOT NULL,
    added_seq  BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (unit_id)
) ENGINE = InnoDB PARTITION BY HASH (unit_id) PARTITIONS 16;

-- Sealed codes stand apart: the rows that change with every order stay narrow, and a read of stock never touches ciphertext.
CREATE TABLE IF NOT EXISTS unit_codes (
    unit_id     INT UNSIGNED      NOT NULL,
    key_id      SMALLINT UNSIGNED NOT NULL,
    fingerprint BINARY(16)        NOT NULL,
    sealed_code BLOB              NOT NULL,
    PRIMARY KEY (unit_id)
) ENGINE = InnoDB PARTITION BY HASH (unit_id) PARTITIONS 16;

-- RANGE by creation time, a partition per month (the replicator adds them ahead of time): orders arrive in this order, so inserts
-- stay at the end of one tree, and a month can be archived and dropped whole. The primary key must hold the partition key; `seq`
-- alone is unique (one order per command). Everything that belongs to an order refers to it by `seq`, which is dense and
-- ascending, never by the random public number.
CREATE TABLE IF NOT EXISTS orders (
    seq             BIGINT UNSIGNED NOT NULL COMMENT 'Journal sequence of the command that created it',
    created_micros  BIGINT          NOT NULL,
    order_id        BINARY(16)      NOT NULL COMMENT 'The public number: 128 random bits, high then low',
    client_order_id VARCHAR(254)    NOT NULL,
    buyer           VARCHAR(254)    NOT NULL,
    state           ENUM ('REFUSED', 'PENDING_PAYMENT', 'BACKORDERED', 'PAID', 'FULFILLING', 'PARTIALLY_FULFILLED', 'FULFILLED',
                          'COMPLETED', 'EXPIRED', 'CANCELED', 'REFUND_DUE', 'PARTIALLY_REFUNDED', 'REFUNDED') NOT NULL,
    mode            ENUM ('FOK', 'IOC', 'GTC') NOT NULL,
    amount          BIGINT          NOT NULL,
    currency        CHAR(3)         NOT NULL,
    expires_micros  BIGINT          NOT NULL,
    changed_seq     BIGINT UNSIGNED NOT NULL,
    changed_micros  BIGINT          NOT NULL,
    created_at      DATETIME(6) AS ('1970-01-01' + INTERVAL created_micros MICROSECOND) VIRTUAL,
    changed_at      DATETIME(6) AS ('1970-01-01' + INTERVAL changed_micros MICROSECOND) VIRTUAL,
    PRIMARY KEY (seq, created_micros),
    KEY orders_by_order_id (order_id),
    KEY orders_by_client_order_id (client_order_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin
    PARTITION BY RANGE (created_micros) (PARTITION p_rest VALUES LESS THAN MAXVALUE);

CREATE TABLE IF NOT EXISTS order_lines (
    order_seq  BIGINT UNSIGNED  NOT NULL,
    line       TINYINT UNSIGNED NOT NULL COMMENT 'From 0',
    sku_number INT UNSIGNED     NOT NULL,
    quantity   INT UNSIGNED     NOT NULL,
    unit_price BIGINT           NOT NULL,
    PRIMARY KEY (order_seq, line)
) ENGINE = InnoDB;

-- The units an order holds or was given; an order that ends without delivery has none (the events table keeps what it held).
-- The unique key says once more that no code has two buyers.
CREATE TABLE IF NOT EXISTS order_units (
    order_seq BIGINT UNSIGNED  NOT NULL,
    line      TINYINT UNSIGNED NOT NULL,
    unit_id   INT UNSIGNED     NOT NULL,
    PRIMARY KEY (order_seq, line, unit_id),
    UNIQUE KEY order_units_by_unit (unit_id)
) ENGINE = InnoDB;

-- Keys whose order was refused; the same key is answered with the same refusal.
CREATE TABLE IF NOT EXISTS order_refusals (
    seq             BIGINT UNSIGNED NOT NULL,
    client_order_id VARCHAR(254)    NOT NULL,
    buyer           VARCHAR(254)    NOT NULL,
    code            VARCHAR(48) CHARACTER SET ascii NOT NULL,
    detail          BIGINT          NOT NULL COMMENT 'What the code says of it, e.g. the available quantity',
    refused_micros  BIGINT          NOT NULL,
    PRIMARY KEY (seq),
    KEY order_refusals_by_client_order_id (client_order_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

-- Payment notices and what became of them, by the event that recorded them. The order may be unknown (money in suspense), and one
-- reference may stand here twice where it was offered for two orders: hence no unique key over (channel, payment_ref).
CREATE TABLE IF NOT EXISTS payments (
    seq             BIGINT UNSIGNED   NOT NULL,
    event_index     INT UNSIGNED      NOT NULL COMMENT 'Position among the events of seq, from 0',
    order_id        BINARY(16)        NOT NULL,
    channel         VARCHAR(254)      NOT NULL,
    payment_ref     VARCHAR(254)      NOT NULL,
    amount          BIGINT            NOT NULL,
    currency        CHAR(3)           NOT NULL,
    code            VARCHAR(48) CHARACTER SET ascii NOT NULL,
    recorded_micros BIGINT            NOT NULL,
    recorded_at     DATETIME(6) AS ('1970-01-01' + INTERVAL recorded_micros MICROSECOND) VIRTUAL,
    PRIMARY KEY (seq, event_index),
    KEY payments_by_order (order_id),
    KEY payments_by_ref (payment_ref, channel)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS refunds_due (
    seq          BIGINT UNSIGNED   NOT NULL,
    event_index  INT UNSIGNED      NOT NULL,
    order_id     BINARY(16)        NOT NULL,
    channel      VARCHAR(254)      NOT NULL,
    payment_ref  VARCHAR(254)      NOT NULL,
    amount       BIGINT            NOT NULL,
    currency     CHAR(3)           NOT NULL,
    reason       VARCHAR(48) CHARACTER SET ascii NOT NULL,
    due_micros   BIGINT            NOT NULL,
    due_at       DATETIME(6) AS ('1970-01-01' + INTERVAL due_micros MICROSECOND) VIRTUAL,
    PRIMARY KEY (seq, event_index),
    KEY refunds_due_by_order (order_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

-- The audit log: every event once, readable, without codes. Partitioned like orders: it is the largest table, and the first whose
-- old months are archived.
CREATE TABLE IF NOT EXISTS events (
    seq          BIGINT UNSIGNED   NOT NULL,
    event_index  INT UNSIGNED      NOT NULL,
    event_micros BIGINT            NOT NULL,
    type         VARCHAR(32) CHARACTER SET ascii NOT NULL,
    detail       MEDIUMTEXT        NOT NULL COMMENT 'JSON',
    event_at     DATETIME(6) AS ('1970-01-01' + INTERVAL event_micros MICROSECOND) VIRTUAL,
    PRIMARY KEY (seq, event_index, event_micros)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin
    PARTITION BY RANGE (event_micros) (PARTITION p_rest VALUES LESS THAN MAXVALUE);

-- Prepaid money: the last balance of each account and currency, and every movement that made it.
--
-- Every statement can run twice: the server commits each one by itself, so a migration may be cut between two of them.

CREATE TABLE IF NOT EXISTS wallets (
    account     VARCHAR(254)    NOT NULL,
    currency    CHAR(3)         NOT NULL,
    available   BIGINT          NOT NULL,
    held        BIGINT          NOT NULL,
    changed_seq BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (account, currency)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS wallet_entries (
    entry_id     BIGINT UNSIGNED NOT NULL COMMENT 'Dense over all wallets, from 1',
    seq          BIGINT UNSIGNED NOT NULL,
    event_index  INT UNSIGNED    NOT NULL,
    account      VARCHAR(254)    NOT NULL,
    currency     CHAR(3)         NOT NULL,
    kind         ENUM ('CREDIT', 'DEBIT', 'HOLD', 'RELEASE', 'PAYMENT', 'REFUND') NOT NULL,
    amount       BIGINT          NOT NULL,
    available    BIGINT          NOT NULL COMMENT 'After it',
    held         BIGINT          NOT NULL COMMENT 'After it',
    order_id     BINARY(16)      NOT NULL COMMENT 'Of a PAYMENT and a REFUND; else zero',
    ref          VARCHAR(254)    NOT NULL,
    moved_micros BIGINT          NOT NULL,
    moved_at     DATETIME(6) AS ('1970-01-01' + INTERVAL moved_micros MICROSECOND) VIRTUAL,
    PRIMARY KEY (entry_id),
    KEY wallet_entries_by_account (account, entry_id),
    KEY wallet_entries_by_order (order_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

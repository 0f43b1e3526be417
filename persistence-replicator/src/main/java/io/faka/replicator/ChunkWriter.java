package io.faka.replicator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/**
 * Writes chunks over one connection. The position moves in the transaction that holds the rows, and moves first: its row's lock
 * keeps every other writer out until the end, and a fenced writer has written nothing.
 */
final class ChunkWriter implements AutoCloseable {
    private static final String MOVE_POSITION = "UPDATE replication_position SET applied_seq = ?, applied_micros = ?,"
            + " event_seq = ?, event_crc = ?, epoch = ? WHERE shard = ? AND epoch <= ? AND applied_seq = ?";

    private final Connection connection;
    private final int shard;
    private final PreparedStatement movePosition;
    private final SupplyTables supply;
    private final OrderTables orders;
    private final LedgerTables ledger;
    private final WalletTables wallets;
    private final BackorderTables backorders;
    private final LimitTables limits;
    private final LineTables lines;
    private final DeliveryTables deliveries;
    private final TextTables texts;

    ChunkWriter(Connection connection, int shard) throws SQLException {
        this.connection = connection;
        this.shard = shard;
        this.movePosition = connection.prepareStatement(MOVE_POSITION);
        this.supply = new SupplyTables(connection);
        this.orders = new OrderTables(connection);
        this.ledger = new LedgerTables(connection);
        this.wallets = new WalletTables(connection);
        this.backorders = new BackorderTables(connection);
        this.limits = new LimitTables(connection);
        this.lines = new LineTables(connection);
        this.deliveries = new DeliveryTables(connection);
        this.texts = new TextTables(connection);
        connection.setAutoCommit(false);
    }

    /**
     * Applies the chunk and commits.
     *
     * @return rows written, or -1 if the position is not where the chunk starts or belongs to a higher epoch; nothing was written
     */
    long write(Chunk chunk, KnownOrders known) throws SQLException {
        if (!movePosition(chunk)) {
            connection.rollback();
            return -1;
        }
        orders.locate(chunk, known);
        Map<Long, String> unitStates = chunk.unitStates();
        long rows = supply.write(chunk, unitStates);
        rows += orders.write(chunk);
        rows += supply.changeUnits(unitStates);
        rows += ledger.write(chunk);
        rows += wallets.write(chunk);
        rows += backorders.write(chunk);
        rows += limits.write(chunk.limits);
        rows += lines.write(chunk.lines);
        rows += deliveries.write(chunk.deliveries);
        rows += texts.write(chunk.texts);
        connection.commit();
        known.remember(chunk.orders.values());
        return rows + 1;
    }

    private boolean movePosition(Chunk chunk) throws SQLException {
        movePosition.setLong(1, chunk.toSeq);
        movePosition.setLong(2, chunk.toMicros);
        movePosition.setLong(3, chunk.eventSeq);
        movePosition.setLong(4, Integer.toUnsignedLong(chunk.eventCrc));
        movePosition.setLong(5, chunk.epoch);
        movePosition.setInt(6, shard);
        movePosition.setLong(7, chunk.epoch);
        movePosition.setLong(8, chunk.fromSeq);
        return movePosition.executeUpdate() == 1;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

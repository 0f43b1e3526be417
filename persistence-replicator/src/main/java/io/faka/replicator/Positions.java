package io.faka.replicator;

import java.sql.Connection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads and claims the row of replication_position. Connections are in autocommit mode. */
final class Positions {
    private static final String SELECT =
            "SELECT shard, epoch, applied_seq, applied_micros, event_seq, event_crc FROM replication_position";

    private Positions() {}

    /** The position of the shard, if its tables were ever written. */
    static Optional<Position> find(Handle handle, int shard) {
        return handle.createQuery(SELECT + " WHERE shard = :shard")
                .bind("shard", shard)
                .map((row, context) -> new Position(
                        row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), (int)
                                row.getLong(6)))
                .findOne();
    }

    /**
     * Says that from now on only {@code epoch} and higher ones write.
     *
     * @throws DatabaseUnavailableException if a higher one already does, or the tables belong to another shard
     */
    static Position claim(Connection connection, int shard, long epoch) {
        return Jdbi.create(connection).inTransaction(handle -> {
            refuseOtherShard(handle, shard);
            handle.execute("INSERT IGNORE INTO replication_position VALUES (?, ?, 0, 0, 0, 0)", shard, epoch);
            int claimed = handle.execute(
                    "UPDATE replication_position SET epoch = ? WHERE shard = ? AND epoch <= ?", epoch, shard, epoch);
            Position position = find(handle, shard).orElseThrow();
            if (claimed == 0) {
                throw fenced(epoch, position);
            }
            return position;
        });
    }

    static DatabaseUnavailableException fenced(long epoch, Position position) {
        return new DatabaseUnavailableException(
                DatabaseFault.FENCED,
                "fenced: the tables are written by epoch " + position.epoch() + ", this node has epoch " + epoch
                        + "; another node was promoted, stop this one",
                null);
    }

    private static void refuseOtherShard(Handle handle, int shard) {
        Optional<Integer> other = handle.createQuery(
                        "SELECT shard FROM replication_position WHERE shard <> :shard LIMIT 1")
                .bind("shard", shard)
                .mapTo(Integer.class)
                .findOne();
        if (other.isPresent()) {
            throw new DatabaseUnavailableException(
                    DatabaseFault.OTHER_HISTORY,
                    "the tables hold shard " + other.get() + ", this node is shard " + shard
                            + "; give each shard a database of its own",
                    null);
        }
    }
}

package io.faka.replicator;

import io.faka.codec.event.ResultCode;
import io.faka.engine.RecordBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Measures how many rows a second go into a real server: an import, then orders that are paid by the same or a later batch.
 *
 * <p>Arguments: orders (default 200,000), batches between an order and its payment (default 0 and 2,000), chunk rows.
 */
final class ReplicationRate {
    private static final int COMMANDS_PER_BATCH = 64;

    private final RecordBuffer batch = new RecordBuffer(1 << 20);
    private final EventWriter events = new EventWriter(batch);
    private final Random random = new Random(1);
    private final MemoryEventLog log = new MemoryEventLog();
    private long seq;
    private long micros = 1_790_000_000_000_000L;

    private ReplicationRate() {}

    public static void main(String[] arguments) throws Exception {
        int orders = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        int delay = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        int chunkRows = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20_000;
        new ReplicationRate().measure(orders, delay, chunkRows);
    }

    private void measure(int orders, int delayBatches, int chunkRows) throws Exception {
        addUnits(orders);
        long imported = seq;
        placeAndPay(orders, delayBatches);
        try (MariaDbServer server = MariaDbServer.start()) {
            ReplicatorConfig config = ReplicatorConfig.of(server.address()).withChunk(chunkRows, 20);
            MemoryEventLog first = log.upTo(imported);
            run("import", config, first, server);
            run("orders", config, log, server);
        }
    }

    private static void run(String what, ReplicatorConfig config, MemoryEventLog log, MariaDbServer server)
            throws Exception {
        try (Replicator replicator = new Replicator(config, log::reader, log::lastSeq)) {
            replicator.checkAtStart();
            double cpu = cpuSeconds(ProcessHandle.current());
            double serverCpu = cpuSeconds(server.process());
            long start = System.nanoTime();
            replicator.start();
            if (!replicator.awaitApplied(log.lastSeq(), 600_000)) {
                throw new IllegalStateException(replicator.status().toString());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            ReplicatorStatus status = replicator.status();
            System.out.printf(
                    "%s: %,d rows in %.2f s = %,.0f rows/s, %d transactions, CPU-s: server %.2f, here %.2f%n",
                    what,
                    status.rowsWritten(),
                    seconds,
                    status.rowsWritten() / seconds,
                    status.chunksWritten(),
                    cpuSeconds(server.process()) - serverCpu,
                    cpuSeconds(ProcessHandle.current()) - cpu);
        }
    }

    private static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    private void addUnits(int units) {
        events.skuPut(++seq, micros, 1, "sku-1", "a card", 100);
        for (long first = 1; first <= units; first += 500) {
            seq++;
            events.unitsAdded(seq, micros, 1, 1, 1, first, 500, random);
            if (seq % 4 == 0) {
                append(seq);
            }
        }
        append(seq);
    }

    private void placeAndPay(int orders, int delayBatches) {
        List<List<OrderId>> waiting = new ArrayList<>();
        long unit = 1;
        for (int placed = 0; placed < orders || !waiting.isEmpty(); ) {
            List<OrderId> ids = new ArrayList<>();
            for (int i = 0; i < COMMANDS_PER_BATCH / 2 && placed < orders; i++, placed++) {
                OrderId id = new OrderId(random.nextLong(), random.nextLong());
                List<EventWriter.LineUnit> units = List.of(new EventWriter.LineUnit(0, unit++));
                seq++;
                events.orderCreated(seq, micros, id, 1, units, 100, "client-order-" + seq, "buyer-" + placed % 5000);
                ids.add(id);
            }
            if (!ids.isEmpty()) {
                waiting.add(ids);
            }
            if (waiting.size() > delayBatches || placed == orders) {
                waiting.remove(0).forEach(this::pay);
            }
            append(seq);
        }
    }

    private void pay(OrderId id) {
        seq++;
        events.paymentRecorded(seq, micros, id, 100, ResultCode.PAID, "alipay", "2026112200001" + seq);
        events.orderFulfilled(seq, micros, id, List.of());
    }

    private void append(long lastSeq) {
        micros += 1_000;
        if (batch.count() > 0) {
            log.append(lastSeq, lastSeq, batch.count(), micros, batch.buffer(), 0, batch.position());
            batch.clear();
        }
    }
}

package io.faka.replicator;

/** A replicator in a process of its own, to be killed: arguments are URL, password, seed and batches of the event stream. */
final class ReplicatorProcess {
    private ReplicatorProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        MemoryEventLog log = new MemoryEventLog();
        new EventStream(Long.parseLong(arguments[2])).append(log, Integer.parseInt(arguments[3]));
        DatabaseAddress address = DatabaseAddress.of(arguments[0], "faka", arguments[1]);
        ReplicatorConfig config = ReplicatorConfig.of(address).withChunk(200, 0);
        try (Replicator replicator = new Replicator(config, log::reader, log::lastSeq)) {
            replicator.start();
            replicator.awaitApplied(log.lastSeq(), 60_000);
        }
    }
}

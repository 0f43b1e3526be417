package io.faka.journal;

import io.faka.codec.journal.RecordType;
import io.faka.engine.port.AckMode;
import io.faka.engine.port.CommandHandler;
import io.faka.engine.port.Journal;
import io.faka.engine.port.StorageLevel;
import org.agrona.DirectBuffer;

/**
 * The journal on Chronicle Queue, with what Chronicle lacks: CRC, sequence, epoch and chain in every record, forces that cover
 * everything appended, and a durable mark. Holds the node lock from {@link #open} to {@link #close}.
 *
 * <p>One thread appends and forces, from the first append on the same; any thread may ask for levels and sequences. Old files
 * are kept for ever: nothing here deletes a record that recovery could need.
 */
public final class ChronicleJournal implements Journal {
    private final JournalConfig config;
    private final NodeLock lock;
    private final DurableMark mark;
    private final RecoveryReport report;
    private final RecordWriter records;
    private final RunWriter run;
    private final long epoch;
    private final JournalKeeper keeper;
    private volatile long lastSeq;
    private volatile long lastTimeMicros;
    private boolean closed;

    private ChronicleJournal(
            JournalConfig config,
            NodeLock lock,
            DurableMark mark,
            JournalScan recovered,
            RecoveryReport report,
            RunWriter run) {
        this.config = config;
        this.lock = lock;
        this.mark = mark;
        this.report = report;
        this.run = run;
        records = new RecordWriter(RecordType.COMMANDS, recovered.chain());
        epoch = Math.max(config.epoch(), recovered.epoch());
        lastSeq = recovered.lastSeq();
        lastTimeMicros = recovered.lastTimeMicros();
        keeper = new JournalKeeper(config, run, mark, lastSeq);
    }

    /**
     * Takes the node lock, proves the journal and makes it ready for appending. An empty directory is an empty journal.
     *
     * @throws DataDirInUseException   if another node works on the directory
     * @throws DamagedJournalException if the journal is not what was written; nothing was changed
     * @throws StorageException        if the directory cannot be used
     */
    public static ChronicleJournal open(JournalConfig config) {
        return open(config, (done, total) -> {});
    }

    /**
     * As {@link #open(JournalConfig)}.
     *
     * @param progress told how far the proof is, on the calling thread
     */
    public static ChronicleJournal open(JournalConfig config, Replay.Progress progress) {
        NodeLock lock = NodeLock.acquire(config.dataDir());
        try {
            return openLocked(config, lock, progress);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static ChronicleJournal openLocked(JournalConfig config, NodeLock lock, Replay.Progress progress) {
        long started = System.nanoTime();
        LogDirectory directory = new LogDirectory(config.journalDir());
        directory.create();
        DurableMark mark = openMark(config, directory);
        try {
            JournalScan recovered = Recovery.run(directory, mark, progress);
            RecoveryReport report = Recovery.report(recovered, System.nanoTime() - started);
            RunWriter run = new RunWriter(directory, recovered.files(), config);
            return new ChronicleJournal(config, lock, mark, recovered, report, run);
        } catch (RuntimeException | Error e) {
            mark.close();
            throw e;
        }
    }

    /** What recovery found when the journal was opened. */
    public RecoveryReport recovery() {
        return report;
    }

    /** Runs everything that is in the journal now through the handler. */
    public long replay(CommandHandler handler, Replay.Progress progress) {
        try (JournalReader reader = reader()) {
            return Replay.run(reader, handler, progress);
        }
    }

    /** A reader over everything that is in the journal now, from the first command on. */
    public JournalReader reader() {
        return new JournalReader(run.files(), lastSeq);
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public long lastSeq() {
        return lastSeq;
    }

    @Override
    public long lastTimeMicros() {
        return lastTimeMicros;
    }

    @Override
    public long durableSeq() {
        return keeper.durableSeq();
    }

    @Override
    public StorageLevel storageLevel() {
        return keeper.storageLevel();
    }

    @Override
    public boolean append(long firstSeq, int count, long timeMicros, DirectBuffer payload, int offset, int length) {
        if (firstSeq != lastSeq + 1 || count < 1 || timeMicros < lastTimeMicros) {
            throw new IllegalArgumentException("batch of " + count + " from seq " + firstSeq + " at " + timeMicros
                    + " after seq " + lastSeq + " at " + lastTimeMicros);
        }
        keeper.check();
        long last = firstSeq + count - 1;
        if (!run.append(records.build(epoch, firstSeq, last, count, timeMicros, payload, offset, length))) {
            keeper.full();
            return false;
        }
        records.commit();
        lastTimeMicros = timeMicros;
        lastSeq = last;
        if (config.ackMode() == AckMode.ASYNC) {
            mark.appended(last, records.chain());
        }
        return true;
    }

    @Override
    public void force() {
        keeper.check();
        run.force();
        keeper.durable(lastSeq, records.chain());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock;
                mark) {
            keeper.close();
            run.close();
            keeper.durable(lastSeq, records.chain());
        }
    }

    private static DurableMark openMark(JournalConfig config, LogDirectory directory) {
        if (!DurableMark.exists(config.dataDir()) && directory.files().isEmpty()) {
            DurableMark.create(config.dataDir());
        }
        return DurableMark.open(config.dataDir());
    }
}

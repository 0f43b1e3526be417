package io.faka.journal;

import io.faka.codec.journal.RecordType;
import io.faka.engine.port.CommandHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Prints a journal's commands, one a line: sequence, journal time, epoch, type and fields. Sealed codes appear as their length
 * only. May be used beside a running node and shows what is there at the time of the call.
 */
public final class JournalDump {
    private JournalDump() {}

    /** How a line looks. */
    public enum Format {
        /** {@code seq time epoch type field=value ...}, for people. */
        TEXT,
        /** A JSON object, for machines. */
        JSON
    }

    /**
     * Prints the commands from {@code fromSeq} to {@code toSeq}, both included.
     *
     * @return commands printed
     * @throws DamagedJournalException if a record does not hold; what precedes it has been printed
     */
    public static long print(Path dataDir, long fromSeq, long toSeq, Format format, Appendable out) {
        List<LogFile> files = new LogDirectory(dataDir.resolve(JournalConfig.JOURNAL_DIR)).files();
        Printer printer = new Printer(fromSeq, toSeq, format, out);
        try (LogCursor cursor = LogCursor.snapshot(RecordType.COMMANDS, files)) {
            while (cursor.lastSeq() < toSeq && cursor.next()) {
                if (cursor.lastSeq() >= fromSeq) {
                    CommandWalk.handOver(cursor, printer);
                }
            }
        }
        return printer.printed;
    }

    private static final class Printer implements CommandHandler {
        private final long fromSeq;
        private final long toSeq;
        private final Appendable out;
        private final FieldText text;
        private final CommandFields fields = new CommandFields();
        private long printed;

        Printer(long fromSeq, long toSeq, Format format, Appendable out) {
            this.fromSeq = fromSeq;
            this.toSeq = toSeq;
            this.out = out;
            this.text = format == Format.JSON ? new FieldText.Json() : new FieldText.Plain();
        }

        @Override
        public void onCommand(long seq, long timeMicros, long epoch, DirectBuffer buffer, int offset, int length) {
            if (seq < fromSeq || seq > toSeq) {
                return;
            }
            text.begin(seq, timeMicros, epoch);
            fields.write(buffer, offset, length, text);
            try {
                out.append(text.end()).append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            printed++;
        }
    }
}

package io.faka.gateway.json;

import java.time.DateTimeException;
import java.time.Instant;

/** Writes times as RFC 3339 in UTC with milliseconds, e.g. {@code 2026-01-31T09:30:00.000Z}; remembers the last second. One thread. */
public final class UtcTime {
    /** Length of every time from year 0 to 9999. */
    public static final int LENGTH = 24;

    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final long MAX_MILLIS = 253_402_300_799_999L;

    private final byte[] text = Names.ascii("1970-01-01T00:00:00.000Z");
    private long second;
    private long day;

    /**
     * Reads a time.
     *
     * @param field what it is the value of
     * @return microseconds since 1970, at least 1
     * @throws RequestProblem if it is no time, or before that
     */
    public static long micros(String field, String text) {
        long micros = 0;
        try {
            Instant at = Instant.parse(text);
            micros = Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
        } catch (DateTimeException | ArithmeticException e) {
            throw notATime(field);
        }
        if (micros <= 0) {
            throw notATime(field);
        }
        return micros;
    }

    private static RequestProblem notATime(String field) {
        return RequestProblem.invalid(field, field + " must be a time such as 2026-01-31T09:30:00.000Z");
    }

    /** The time as text; the array is overwritten by the next call. Before 1970 it is 1970, after 9999 the end of 9999. */
    public byte[] format(long epochMillis) {
        long millis = Math.max(0, Math.min(epochMillis, MAX_MILLIS));
        long wholeSecond = millis / 1000;
        if (wholeSecond != second) {
            second = wholeSecond;
            writeSecond(millis);
        }
        write(20, 3, millis % 1000);
        return text;
    }

    private void writeSecond(long millis) {
        long dayNumber = millis / MILLIS_PER_DAY;
        if (dayNumber != day) {
            day = dayNumber;
            writeDay(dayNumber);
        }
        long secondOfDay = millis % MILLIS_PER_DAY / 1000;
        write(11, 2, secondOfDay / 3600);
        write(14, 2, secondOfDay / 60 % 60);
        write(17, 2, secondOfDay % 60);
    }

    private void writeDay(long dayNumber) {
        java.time.LocalDate date = java.time.LocalDate.ofEpochDay(dayNumber);
        write(0, 4, date.getYear());
        write(5, 2, date.getMonthValue());
        write(8, 2, date.getDayOfMonth());
    }

    private void write(int at, int digits, long value) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}

/**
 * The journal and the event log on Chronicle Queue: append, group commit, recovery, verify, dump.
 *
 * <p>On disk a log is a directory of runs, {@code run-00000001} and up, one per start of a node that appended anything. Each run
 * is a complete Chronicle queue of its own and is appended to by one process only, so nothing a dead process left behind (a held
 * lock, a half-built index, a stale end position) is ever trusted again. Inside a run the cycle files follow each other by size,
 * never by the wall clock; their names are the cycle number written as a day since 1970, as Chronicle wants it.
 *
 * <p>Chronicle appends. Reading is a forward scan of our own over the cycle files, which are plain length-prefixed records: it
 * checks everything the envelope promises and names the file and offset of whatever does not hold.
 */
package io.faka.journal;

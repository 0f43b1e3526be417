package io.faka.gateway.webhook;

import io.faka.engine.schema.MessageSchema;
import io.faka.gateway.feed.EventCursor;
import io.faka.gateway.feed.EventJson;
import io.faka.gateway.feed.FeedSource;
import io.faka.gateway.json.JsonBytes;
import io.faka.gateway.json.UtcTime;
import java.net.URI;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of one webhook, one after the other, each until it is taken or given up. A thread of its own, because it waits for
 * the receiver. What is dealt with is kept in the webhook's file, at the latest a second later: after a crash some come again.
 */
final class WebhookWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookWorker.class);
    private static final long LOOK_MILLIS = 20;
    private static final long SAVE_MILLIS = 1_000;
    private static final int TIME_OFFSET = 16;
    private static final int WHOLE = Integer.MAX_VALUE;

    private final FeedSource source;
    private final WebhookPolicy policy;
    private final WebhookSender sender;
    private final WebhookCounters counters;
    private final WebhookFile file;
    private final WebhookRecord created;
    private final URI url;
    private final WebhookSecret secret;
    private final EventJson json;
    private final JsonBytes body = new JsonBytes(4 << 10);
    private final UtcTime time = new UtcTime();
    private final Thread thread;
    private final ArrayDeque<DeadLetter> asked = new ArrayDeque<>();
    private final ArrayList<DeadLetter> dead;
    private String state;
    private long seq;
    private int index;
    private int failures;
    private String lastError = "";
    private long nextTryMillis;
    /** Everything up to here was looked at, in memory only: its events may still be on their way to the log. */
    private long lookedAt;

    private boolean unsaved;
    private long savedMillis;
    private volatile boolean running = true;

    WebhookWorker(
            WebhookRecord webhook,
            WebhookFile file,
            FeedSource source,
            WebhookPolicy policy,
            WebhookSender sender,
            WebhookCounters counters) {
        this.created = webhook;
        this.file = file;
        this.source = source;
        this.policy = policy;
        this.sender = sender;
        this.counters = counters;
        url = URI.create(webhook.url());
        secret = new WebhookSecret(webhook.secret());
        json = new EventJson(source.skus());
        dead = new ArrayList<>(webhook.dead());
        state = webhook.state();
        seq = webhook.seq();
        index = webhook.index();
        thread = new Thread(this::run, "faka-webhook-" + webhook.id());
        thread.setDaemon(true);
    }

    WebhookWorker start() {
        thread.start();
        return this;
    }

    /** As it stands now. Any thread. */
    synchronized WebhookRecord record() {
        return new WebhookRecord(
                created.id(),
                created.url(),
                created.types(),
                created.secret(),
                state,
                created.createdAt(),
                seq,
                index,
                dead);
    }

    /** Failures in a row of the event that is being delivered. Any thread. */
    synchronized int failures() {
        return failures;
    }

    /** What the last try met; empty = it was taken. Any thread. */
    synchronized String lastError() {
        return lastError;
    }

    /** When the next try comes, milliseconds since 1970; 0 = none is waited for. Any thread. */
    synchronized long nextTryMillis() {
        return nextTryMillis;
    }

    /** Commands whose events have not been dealt with. Any thread. */
    synchronized long pending() {
        return Math.max(0, source.released().getAsLong() - Math.max(seq, lookedAt));
    }

    /** Tries dead letters again, once each, and lets a webhook that stands still go on. Any thread. */
    synchronized int redeliver(long ofSeq, int ofIndex) {
        int before = asked.size();
        for (DeadLetter letter : dead) {
            if ((ofSeq < 0 || letter.seq() == ofSeq) && (ofIndex < 0 || letter.index() == ofIndex)) {
                asked.add(letter);
            }
        }
        state = WebhookRecord.ACTIVE;
        unsaved = true;
        LockSupport.unpark(thread);
        return asked.size() - before;
    }

    @Override
    public void close() {
        running = false;
        synchronized (file) {
            // Not while the file is being written: an interrupt would close it.
            thread.interrupt();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            deliverAll();
        } catch (InterruptedException stopped) {
            LOG.debug("webhook {} stops", created.id());
        } catch (RuntimeException e) {
            if (running) {
                LOG.error("webhook {} stops: events or its file cannot be read or written", created.id(), e);
                stand(WebhookRecord.SUSPENDED, e.toString());
            }
        }
        if (isUnsaved()) {
            save();
        }
    }

    private void deliverAll() throws InterruptedException {
        try (EventCursor cursor = new EventCursor(source, Math.max(0, record().seq() - 1))) {
            while (running) {
                deliverAsked();
                long released = source.released().getAsLong();
                boolean active = isActive();
                if (active && cursor.next()) {
                    deliver(cursor);
                } else {
                    looked(active ? released : 0);
                    pause(LOOK_MILLIS);
                }
                saveIfDue();
            }
        }
    }

    private void deliver(EventCursor cursor) throws InterruptedException {
        for (int i = 0; i < cursor.count(); i++) {
            boolean done = cursor.seq() < seq || cursor.seq() == seq && i <= index;
            String type = MessageSchema.events().nameOf(cursor.buffer(), cursor.offset(i));
            if (!done && (created.types().isEmpty() || created.types().contains(type))) {
                untilTaken(cursor, i, type);
                settled(cursor.seq(), i);
                saveIfDue();
            }
        }
        settled(cursor.seq(), WHOLE);
    }

    private void untilTaken(EventCursor cursor, int event, String type) throws InterruptedException {
        byte[] message = message(cursor, event, type);
        while (true) {
            WebhookSender.Outcome outcome = send(cursor.seq(), event, message);
            if (outcome.isTaken()) {
                return;
            }
            if (outcome.gone()) {
                stand(WebhookRecord.GONE, outcome.error());
            }
            if (isActive() && failures() >= policy.attempts()) {
                giveUp(cursor.seq(), event, type, outcome.error());
                if (isActive()) {
                    return;
                }
            }
            waitForNextTry(outcome);
        }
    }

    /** Waits the backoff out, and longer while the webhook stands still. */
    private void waitForNextTry(WebhookSender.Outcome outcome) throws InterruptedException {
        long delay = Math.max(
                policy.delayMillis(failures()), Math.min(outcome.retryAfterMillis(), policy.longestDelayMillis()));
        long jittered = delay / 2 + ThreadLocalRandom.current().nextLong(delay / 2 + 1);
        long until = System.nanoTime() + jittered * 1_000_000;
        synchronized (this) {
            nextTryMillis = System.currentTimeMillis() + jittered;
        }
        while (!isActive() || System.nanoTime() - until < 0) {
            long left = Math.max(1, (until - System.nanoTime()) / 1_000_000);
            pause(isActive() ? Math.min(left, SAVE_MILLIS) : SAVE_MILLIS);
            deliverAsked();
            saveIfDue();
        }
    }

    private WebhookSender.Outcome send(long ofSeq, int event, byte[] message) throws InterruptedException {
        WebhookSender.Outcome outcome = sender.send(url, secret, "evt_" + ofSeq + "_" + event, message);
        synchronized (this) {
            lastError = outcome.error();
            failures = outcome.isTaken() ? 0 : failures + 1;
            nextTryMillis = 0;
        }
        if (outcome.isTaken()) {
            counters.delivered.incrementAndGet();
        } else {
            counters.failed.incrementAndGet();
            LOG.info("webhook {}: event {}.{} not taken: {}", created.id(), ofSeq, event, outcome.error());
        }
        return outcome;
    }

    private synchronized void giveUp(long ofSeq, int event, String type, String error) {
        failures = 0;
        if (dead.size() >= policy.deadLetters()) {
            stand(WebhookRecord.SUSPENDED, error);
            return;
        }
        dead.add(new DeadLetter(ofSeq, event, type, error, System.currentTimeMillis()));
        LOG.warn("webhook {}: event {}.{} given up: {}", created.id(), ofSeq, event, error);
        unsaved = true;
    }

    private void deliverAsked() throws InterruptedException {
        for (DeadLetter letter = nextAsked(); letter != null; letter = nextAsked()) {
            int before = failures();
            try (EventCursor cursor = new EventCursor(source, letter.seq() - 1)) {
                if (cursor.next() && cursor.seq() == letter.seq()) {
                    byte[] message = message(cursor, letter.index(), letter.type());
                    WebhookSender.Outcome outcome = send(letter.seq(), letter.index(), message);
                    redelivered(letter, outcome, before);
                }
            }
        }
    }

    private synchronized DeadLetter nextAsked() {
        return asked.poll();
    }

    private synchronized void redelivered(DeadLetter letter, WebhookSender.Outcome outcome, int failuresBefore) {
        failures = failuresBefore;
        int at = dead.indexOf(letter);
        if (at >= 0 && outcome.isTaken()) {
            dead.remove(at);
        } else if (at >= 0) {
            long now = System.currentTimeMillis();
            dead.set(at, new DeadLetter(letter.seq(), letter.index(), letter.type(), outcome.error(), now));
        }
        unsaved = true;
    }

    private byte[] message(EventCursor cursor, int event, String type) {
        long micros = cursor.buffer().getLong(cursor.offset(event) + TIME_OFFSET, ByteOrder.LITTLE_ENDIAN);
        body.clear().raw(ascii("{\"type\":")).string(type);
        body.raw(ascii(",\"timestamp\":\"")).raw(time.format(micros / 1000)).raw(ascii("\",\"data\":"));
        json.write(cursor.buffer(), cursor.offset(event), cursor.length(event), event, body);
        body.raw('}');
        return Arrays.copyOf(body.array(), body.length());
    }

    private synchronized boolean isActive() {
        return state.equals(WebhookRecord.ACTIVE);
    }

    private synchronized void stand(String why, String error) {
        if (!state.equals(why)) {
            LOG.warn("webhook {} stands still, {}: {}", created.id(), why, error);
            state = why;
            lastError = error;
            unsaved = true;
        }
    }

    private synchronized void looked(long released) {
        lookedAt = Math.max(lookedAt, released);
    }

    private synchronized void settled(long ofSeq, int event) {
        if (ofSeq > seq || ofSeq == seq && event > index) {
            seq = ofSeq;
            index = event;
            unsaved = true;
        }
    }

    private void pause(long millis) throws InterruptedException {
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private synchronized boolean isUnsaved() {
        return unsaved;
    }

    private void saveIfDue() {
        if (isUnsaved() && System.currentTimeMillis() - savedMillis >= SAVE_MILLIS) {
            save();
        }
    }

    private void save() {
        WebhookRecord now;
        synchronized (this) {
            unsaved = false;
            now = record();
        }
        boolean interrupted;
        synchronized (file) {
            interrupted = Thread.interrupted();
            file.write(now);
        }
        if (interrupted) {
            thread.interrupt();
        }
        savedMillis = System.currentTimeMillis();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

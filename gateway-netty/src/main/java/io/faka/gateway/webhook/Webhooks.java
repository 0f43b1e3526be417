package io.faka.gateway.webhook;

import io.faka.engine.schema.MessageSchema;
import io.faka.gateway.feed.FeedSource;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The webhooks of a node, kept under {@code webhooks/} in its data directory. Requests are done on a thread of their own, because a name is
 * resolved and a file is forced.
 */
public final class Webhooks implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final int WAITING = 64;
    private static final int ID_BYTES = 8;

    private final Path directory;
    private final FeedSource source;
    private final WebhookPolicy policy;
    private final InstantSource clock;
    private final WebhookSender sender;
    private final WebhookCounters counters = new WebhookCounters();
    private final ConcurrentSkipListMap<String, WebhookWorker> workers = new ConcurrentSkipListMap<>();
    private final ThreadPoolExecutor requests;

    /** Goes on with the webhooks of a data directory. */
    public Webhooks(Path dataDir, FeedSource source, WebhookPolicy policy, InstantSource clock) {
        this.directory = dataDir.resolve("webhooks");
        this.source = source;
        this.policy = policy;
        this.clock = clock;
        this.sender = new WebhookSender(policy, clock);
        requests =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Webhooks::thread);
        for (WebhookRecord webhook : WebhookFile.readAll(directory)) {
            open(webhook);
        }
    }

    /**
     * Does a request on the webhooks' own thread.
     *
     * @return false if too many wait already; nothing is done then
     */
    public boolean submit(
            Supplier<WebhookAnswer> request, Consumer<WebhookAnswer> done, Consumer<RuntimeException> failed) {
        try {
            requests.execute(() -> {
                WebhookAnswer answer;
                try {
                    answer = request.get();
                } catch (RuntimeException e) {
                    failed.accept(e);
                    return;
                }
                done.accept(answer);
            });
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** {@code POST /v1/webhooks}. */
    public WebhookAnswer create(byte[] body) {
        JsonNode request = object(body, List.of("url", "types"));
        if (!request.path("url").isString()) {
            throw new WebhookRefusal(400, "invalid_url", "url must be a string");
        }
        URI url = WebhookAddress.parse(request.path("url").asString());
        List<String> types = types(request.path("types"));
        if (workers.size() >= policy.webhooks()) {
            throw new WebhookRefusal(409, "too_many_webhooks", "there are " + policy.webhooks() + "; delete one first");
        }
        WebhookAddress.check(url, policy.allowPrivateAddresses());
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        WebhookRecord webhook = new WebhookRecord(
                "wh_" + HexFormat.of().formatHex(id),
                url.toString(),
                types,
                WebhookSecret.random().text(),
                WebhookRecord.ACTIVE,
                clock.millis(),
                source.released().getAsLong(),
                Integer.MAX_VALUE,
                List.of());
        new WebhookFile(directory, webhook.id()).write(webhook);
        ObjectNode shown = show(open(webhook));
        shown.put("secret", webhook.secret());
        return answer(201, shown);
    }

    /** {@code GET /v1/webhooks}. */
    public WebhookAnswer list() {
        ObjectNode page = JSON.createObjectNode();
        ArrayNode list = page.putArray("webhooks");
        workers.values().forEach(worker -> list.add(show(worker)));
        return answer(200, page);
    }

    /** {@code GET /v1/webhooks/{webhook_id}}. */
    public WebhookAnswer get(String id) {
        return answer(200, show(worker(id)));
    }

    /** {@code DELETE /v1/webhooks/{webhook_id}}. */
    public WebhookAnswer delete(String id) {
        WebhookWorker worker = worker(id);
        workers.remove(id);
        worker.close();
        new WebhookFile(directory, id).delete();
        return new WebhookAnswer(204, new byte[0]);
    }

    /** {@code GET /v1/webhooks/{webhook_id}/dead}. */
    public WebhookAnswer dead(String id) {
        ObjectNode page = JSON.createObjectNode();
        ArrayNode items = page.putArray("items");
        for (DeadLetter letter : worker(id).record().dead()) {
            items.addObject()
                    .put("seq", letter.seq())
                    .put("index", letter.index())
                    .put("type", letter.type())
                    .put("error", letter.error())
                    .put("time", time(letter.time()));
        }
        return answer(200, page.putNull("next"));
    }

    /** {@code POST /v1/webhooks/{webhook_id}/redeliver}. */
    public WebhookAnswer redeliver(String id, byte[] body) {
        WebhookWorker worker = worker(id);
        JsonNode request = body.length == 0 ? JSON.createObjectNode() : object(body, List.of("seq", "index"));
        long seq = number(request, "seq");
        int index = (int) Math.min(Integer.MAX_VALUE, number(request, "index"));
        return answer(202, JSON.createObjectNode().put("redelivering", worker.redeliver(seq, index)));
    }

    /** Webhooks there are. */
    public int count() {
        return workers.size();
    }

    /** Messages taken since the start. */
    public long delivered() {
        return counters.delivered.get();
    }

    /** Tries that failed since the start. */
    public long failed() {
        return counters.failed.get();
    }

    /** Dead letters of all webhooks. */
    public long deadLetters() {
        return workers.values().stream()
                .mapToLong(worker -> worker.record().dead().size())
                .sum();
    }

    /** Commands whose events the slowest webhook has not dealt with. */
    public long pending() {
        return workers.values().stream().mapToLong(WebhookWorker::pending).max().orElse(0);
    }

    /** Stops delivering and keeps how far it came. */
    @Override
    public void close() {
        requests.shutdown();
        workers.values().forEach(WebhookWorker::close);
    }

    private WebhookWorker open(WebhookRecord webhook) {
        WebhookFile file = new WebhookFile(directory, webhook.id());
        WebhookWorker worker = new WebhookWorker(webhook, file, source, policy, sender, counters);
        workers.put(webhook.id(), worker);
        return worker.start();
    }

    private WebhookWorker worker(String id) {
        WebhookWorker worker = workers.get(id);
        if (worker == null) {
            throw new WebhookRefusal(404, "webhook_not_found", "there is no such webhook");
        }
        return worker;
    }

    private static ObjectNode show(WebhookWorker worker) {
        WebhookRecord webhook = worker.record();
        ObjectNode shown = JSON.createObjectNode();
        shown.put("webhook_id", webhook.id()).put("url", webhook.url());
        ArrayNode types = shown.putArray("types");
        webhook.types().forEach(types::add);
        shown.put("state", webhook.state()).put("created_at", time(webhook.createdAt()));
        shown.put("delivered_seq", webhook.seq()).put("pending", worker.pending());
        shown.put("failures", worker.failures()).put("last_error", worker.lastError());
        long next = worker.nextTryMillis();
        shown.put("next_try_at", next == 0 ? null : time(next));
        return shown.put("dead", webhook.dead().size());
    }

    private static List<String> types(JsonNode given) {
        TreeSet<String> types = new TreeSet<>();
        if (!given.isMissingNode() && !given.isArray()) {
            throw new WebhookRefusal(400, "invalid_types", "types must be a list of event types");
        }
        TreeSet<String> known = new TreeSet<>(MessageSchema.events().names());
        for (JsonNode type : given) {
            if (!type.isString() || !known.contains(type.asString())) {
                throw new WebhookRefusal(400, "invalid_types", "types must be of " + String.join(", ", known));
            }
            types.add(type.asString());
        }
        return List.copyOf(types);
    }

    private static long number(JsonNode request, String name) {
        JsonNode value = request.path(name);
        if (value.isMissingNode()) {
            return -1;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
            throw new WebhookRefusal(400, "invalid_" + name, name + " must be an integer from 0");
        }
        return value.asLong();
    }

    private static JsonNode object(byte[] body, List<String> fields) {
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new WebhookRefusal(400, "malformed", "the body is not JSON");
        }
        if (!request.isObject()) {
            throw new WebhookRefusal(400, "malformed", "the body must be a JSON object");
        }
        for (String name : request.propertyNames()) {
            if (!fields.contains(name)) {
                throw new WebhookRefusal(400, "unknown_field", "there is no field \"" + name + "\" in this request");
            }
        }
        return request;
    }

    private static WebhookAnswer answer(int status, ObjectNode json) {
        return new WebhookAnswer(status, JSON.writeValueAsBytes(json));
    }

    private static String time(long millis) {
        String text =
                Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.MILLIS).toString();
        return text.length() == 20 ? text.substring(0, 19) + ".000Z" : text;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "faka-webhooks");
        thread.setDaemon(true);
        return thread;
    }
}

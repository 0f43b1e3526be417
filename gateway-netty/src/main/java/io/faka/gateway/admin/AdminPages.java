package io.faka.gateway.admin;

import io.faka.engine.pipeline.CommandIngress;
import io.faka.engine.port.StorageLevel;
import io.faka.gateway.auth.ApiKeys;
import io.faka.gateway.auth.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the admin port answers. Its thread only, except {@link #show}. */
final class AdminPages {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String BEARER = "Bearer ";

    private final NodeHealth health;
    private final ApiKeys apiKeys;
    private final String version;
    private volatile RunningNode node;
    private NodeMetrics metrics;

    AdminPages(NodeHealth health, ApiKeys apiKeys, String version) {
        this.health = health;
        this.apiKeys = apiKeys;
        this.version = version;
    }

    void show(RunningNode running) {
        node = running;
    }

    /**
     * The page at a path.
     *
     * @param authorization value of that header, or null
     * @param fromLoopback  whether the caller is on this machine
     */
    CompletableFuture<Page> get(String path, String authorization, boolean fromLoopback) {
        return switch (path) {
            case "/livez" -> CompletableFuture.completedFuture(livez());
            case "/readyz" -> CompletableFuture.completedFuture(readyz());
            case "/startupz" -> CompletableFuture.completedFuture(startupz());
            case "/metrics" -> CompletableFuture.completedFuture(metrics());
            case "/v1/admin/state" ->
                mayAdminister(authorization, fromLoopback)
                        ? state()
                        : CompletableFuture.completedFuture(
                                Page.problem(401, "unauthenticated", "this needs a key with the scope admin"));
            default ->
                CompletableFuture.completedFuture(Page.problem(404, "not_found", "there is nothing at this path"));
        };
    }

    private Page livez() {
        ObjectNode body = status(health.phase() == NodeHealth.Phase.FAILED ? "failed" : "ok");
        if (!health.reason().isEmpty()) {
            body.put("reason", health.reason());
        }
        return page(health.phase() != NodeHealth.Phase.FAILED, body);
    }

    private Page startupz() {
        boolean started = health.phase() != NodeHealth.Phase.STARTING;
        ObjectNode body = status(started ? "started" : "starting");
        body.put("replayed", health.replayed());
        body.put("to_replay", health.toReplay());
        if (health.toReplay() > 0) {
            body.put("percent", Math.min(100, health.replayed() * 100 / health.toReplay()));
        }
        return page(started, body);
    }

    private Page readyz() {
        List<String> reasons = new ArrayList<>();
        if (health.phase() != NodeHealth.Phase.READY) {
            reasons.add("the node is " + health.phase().name().toLowerCase(java.util.Locale.ROOT));
        }
        RunningNode running = node;
        if (running != null && running.pipeline().failure() != null) {
            reasons.add("the pipeline has stopped: " + running.pipeline().failure());
        }
        if (running != null && running.journal().storageLevel() != StorageLevel.AMPLE) {
            reasons.add("the journal's disk is "
                    + running.journal().storageLevel().name().toLowerCase(java.util.Locale.ROOT));
        }
        ObjectNode body = status(reasons.isEmpty() ? "ready" : "not_ready");
        reasons.forEach(body.putArray("reasons")::add);
        return page(reasons.isEmpty(), body);
    }

    private Page metrics() {
        RunningNode running = node;
        if (running == null) {
            return Page.problem(503, "starting", "the node is starting");
        }
        if (metrics == null) {
            metrics = new NodeMetrics(running, version);
        }
        return new Page(200, METRICS_TYPE, metrics.text());
    }

    private CompletableFuture<Page> state() {
        RunningNode running = node;
        if (running == null) {
            return CompletableFuture.completedFuture(Page.problem(503, "starting", "the node is starting"));
        }
        CommandIngress ingress = running.pipeline().ingress();
        return StateQuery.ask(ingress);
    }

    private boolean mayAdminister(String authorization, boolean fromLoopback) {
        if (authorization == null) {
            return fromLoopback;
        }
        if (!authorization.startsWith(BEARER)) {
            return false;
        }
        var verdict = apiKeys.bearer(authorization.substring(BEARER.length()).getBytes(StandardCharsets.ISO_8859_1));
        return verdict.isAccepted() && verdict.principal().may(Scope.ADMIN);
    }

    private static ObjectNode status(String status) {
        return JSON.createObjectNode().put("status", status);
    }

    private static Page page(boolean good, ObjectNode body) {
        return Page.json(good ? 200 : 503, JSON.writeValueAsString(body));
    }
}

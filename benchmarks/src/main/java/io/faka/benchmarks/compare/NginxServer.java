package io.faka.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;

/** nginx with a fixed answer: what an HTTP server costs that does nothing. */
final class NginxServer implements AutoCloseable {
    private final ServerProcess process;
    private final int port;

    /** @param workers a number or {@code auto} */
    NginxServer(Path directory, String workers) {
        Path home = Resource.directory(directory.resolve("nginx-" + workers));
        port = ServerProcess.freePort();
        String body =
                "{\"order_id\":\"00112233445566778899aabbccddeeff\",\"client_order_id\":\"0123456789abcdef01234567\","
                        + "\"state\":\"PENDING_PAYMENT\",\"amount\":100,\"currency\":\"CNY\","
                        + "\"expires_at\":\"2026-01-01T00:00:00.000Z\",\"lines\":[{\"sku\":\"load\",\"quantity\":1,"
                        + "\"unit_price\":100,\"reserved\":1}],\"seq\":1234567,\"code\":\"created\"}";
        Path config = Resource.write(home.resolve("nginx.conf"), """
                worker_processes %s;
                daemon off;
                pid %s/nginx.pid;
                error_log %s/error.log;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  client_body_temp_path %s/body;
                  proxy_temp_path %s/proxy;
                  fastcgi_temp_path %s/fastcgi;
                  uwsgi_temp_path %s/uwsgi;
                  scgi_temp_path %s/scgi;
                  keepalive_requests 1000000000;
                  server {
                    listen 127.0.0.1:%d;
                    location / { default_type application/json; return 200 '%s'; }
                  }
                }
                """.formatted(
                        workers, home, home, home, home, home, home, home, port, body));
        process = ServerProcess.start(
                "nginx", home.resolve("log"), List.of("nginx", "-p", home.toString(), "-c", config.toString()));
        process.awaitPort(port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.close();
    }
}

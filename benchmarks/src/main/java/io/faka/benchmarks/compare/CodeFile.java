package io.faka.benchmarks.compare;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of 32-byte codes, one a line, imported over HTTP. */
final class CodeFile {
    private static final String SKU = "import";

    private CodeFile() {}

    /** How many came in, and how fast: from the first byte sent to the answer. */
    record Result(long imported, double perSecond) {}

    static Result importInto(FakaServer faka, Path directory, int codes, int round) {
        try {
            Path file = directory.resolve("codes.txt");
            write(file, codes, round);
            put(faka);
            HttpRequest request = request(faka, "/v1/skus/" + SKU + "/units", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofFile(file))
                    .build();
            long from = System.nanoTime();
            String answer = send(request);
            double seconds = (System.nanoTime() - from) / 1e9;
            long imported = (long) Tool.number(answer, "\"imported\":\\s*(\\d+)");
            if (imported != codes) {
                throw new IllegalStateException("not all codes came in: " + answer);
            }
            return new Result(imported, imported / seconds);
        } catch (IOException e) {
            throw new UncheckedIOException("import", e);
        }
    }

    private static void write(Path file, int codes, int round) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < codes; i++) {
                writer.write(String.format("CODE-%06d-%08x-%011d%n", round, i * 0x9e3779b9, i));
            }
        }
    }

    private static void put(FakaServer faka) {
        HttpRequest request = request(faka, "/v1/skus/" + SKU, "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"import\",\"price\":100,\"currency\":\"CNY\",\"delivery\":\"one_time\"}"))
                .build();
        send(request);
    }

    private static HttpRequest.Builder request(FakaServer faka, String path, String type) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + faka.httpPort() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + faka.key())
                .header("Content-Type", type);
    }

    private static String send(HttpRequest request) {
        try {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(request.uri() + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

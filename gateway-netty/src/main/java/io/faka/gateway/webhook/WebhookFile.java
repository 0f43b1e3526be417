package io.faka.gateway.webhook;

import io.faka.gateway.cipher.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The file of one webhook, readable by its owner only, replaced as a whole. */
final class WebhookFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SUFFIX = ".json";

    private final SecretFile file;

    WebhookFile(Path directory, String id) {
        this.file = new SecretFile(directory.resolve(id + SUFFIX));
    }

    /** Every webhook in a directory, by id. */
    static List<WebhookRecord> readAll(Path directory) {
        List<WebhookRecord> records = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return records;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path path : files.filter(one -> one.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                records.add(JSON.readValue(Files.readAllBytes(path), WebhookRecord.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "a file in " + directory + " is not a webhook: " + e.getOriginalMessage(), e);
        }
        return records;
    }

    void write(WebhookRecord webhook) {
        file.replace(JSON.writeValueAsBytes(webhook));
    }

    void delete() {
        try {
            Files.deleteIfExists(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file.path(), e);
        }
    }
}

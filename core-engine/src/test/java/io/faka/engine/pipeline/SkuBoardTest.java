package io.faka.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.SkuView;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SkuBoardTest {
    @Test
    void shouldNeverShowHalfAWrite() throws InterruptedException {
        SkuRow row = new SkuRow(view(1));
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (long i = 2; i < 2_000_000; i++) {
                row.write(view(i));
            }
            done.set(true);
        });
        writer.start();

        SkuView seen = new SkuView();
        long last = 0;
        while (!done.get()) {
            row.read(seen);
            assertThat(seen.backordered).isEqualTo(seen.version);
            assertThat(seen.available).isEqualTo(seen.version);
            assertThat(seen.version).isGreaterThanOrEqualTo(last);
            last = seen.version;
        }
        writer.join();
    }

    private static SkuView view(long value) {
        SkuView view = new SkuView();
        view.sku = "s";
        view.definitionVersion = 1;
        view.version = value;
        view.available = value;
        view.backordered = value;
        return view;
    }
}

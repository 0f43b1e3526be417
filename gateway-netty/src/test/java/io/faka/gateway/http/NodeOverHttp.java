package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.gateway.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For tests of a shop that talks HTTP: a fresh node before each, which must be well at its end. */
abstract class NodeOverHttp {
    TestNode node;
    RawHttp http;

    @BeforeEach
    final void openNode(@TempDir Path directory) throws Exception {
        node = open(directory);
        http = new RawHttp(node.httpPort());
    }

    @AfterEach
    final void closeNode() throws Exception {
        http.close();
        node.close();
        assertThat(node.failure()).isNull();
    }

    /** The node; one with the usual sizes and no key needed, unless a test says otherwise. */
    TestNode open(Path directory) {
        return TestNode.open(directory);
    }
}

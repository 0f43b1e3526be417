package io.faka.node.cli;

import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import io.faka.node.Progress;
import io.faka.node.http.CodeImport;
import io.faka.node.http.NodeApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code faka import}: takes a file of codes into stock. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Take codes into stock, one a line, or count units in that an operator delivers.",
            "Each line is answered for: imported, duplicate, blank or rejected. Running it again imports nothing twice."
        })
final class ImportCommand implements Runnable {
    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Option(names = "--sku", required = true, paramLabel = "S", description = "the SKU the codes belong to")
    private String sku;

    @Option(names = "--offer", paramLabel = "O", description = "offer_id of a seller's offer; default: the SKU's own")
    private Long offer;

    @Option(names = "--lot", paramLabel = "NAME", description = "name of the batch; default: import-TIME")
    private String lot;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private What what;

    private String file;

    private static final class What {
        @Parameters(paramLabel = "FILE|-", description = "a text file, or - for stdin")
        private String file;

        @Option(
                names = "--count",
                paramLabel = "N",
                description = "N units without codes, for a SKU of manual delivery; a named lot is counted once")
        private Long count;
    }

    @Override
    public void run() {
        String lotName = lot == null ? "import-" + Instant.now().toString().replace(":", "") : lot;
        if (what.count != null) {
            count(lotName);
            return;
        }
        file = what.file;
        try (InputStream in = open();
                NodeApi api = connection.open();
                Progress progress = new Progress("import", output.isJson())) {
            CodeImport run = new CodeImport(api, sku, lotName, offer);
            run.upload(in, size(), progress);
            output.print(run.toJson());
        } catch (IOException e) {
            throw new NodeFailure(ExitCode.CHECK_FAILED, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private void count(String lotName) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("count", what.count.longValue());
        body.put("lot", lotName);
        if (offer != null) {
            body.put("offer", offer.longValue());
        }
        try (NodeApi api = connection.open()) {
            output.print(api.call("POST", SkuCommand.path(sku) + "/units", body));
        }
    }

    private InputStream open() throws IOException {
        if (file.equals("-")) {
            return System.in;
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new NodeFailure(ExitCode.USAGE, "cannot read the file " + file);
        }
        return Files.newInputStream(path);
    }

    private long size() throws IOException {
        return file.equals("-") ? 0 : Files.size(Path.of(file));
    }
}

package city.belfry.mappings.conformance;

import city.belfry.mappings.Reach;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.apache.jena.fuseki.main.FusekiServer;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.jspecify.annotations.Nullable;

/// The web that the cases of an official suite read: Fuseki in the place of their endpoints, and their own files in the
/// place of the addresses from which they say to fetch them.
final class CaseWeb implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    /// What the endpoints of a case serve: one, or a first and a second.
    private final DatasetGraph first = DatasetGraphFactory.createTxnMem();
    private final DatasetGraph second = DatasetGraphFactory.createTxnMem();

    private static final Duration TIME_MAX = Duration.ofSeconds(20);

    private @Nullable FusekiServer fuseki;

    /// The web of a case.
    Reach.Web of(TestCase testCase) {
        load(first, testCase.folder().resolve("resource.ttl"), testCase.folder().resolve("resource1.ttl"));
        load(second, testCase.folder().resolve("resource2.ttl"));
        return (call, file) -> {
            Path own =
                    testCase.folder().resolve(Path.of(call.address().getPath()).getFileName());
            if (call.query().isEmpty() && Files.exists(own)) {
                Files.copy(own, file, StandardCopyOption.REPLACE_EXISTING);
                return new Reach.Answer("");
            }
            return ask(call, file);
        };
    }

    private static void load(DatasetGraph dataset, Path... files) {
        dataset.executeWrite(() -> {
            dataset.clear();
            for (Path file : files) {
                if (Files.exists(file)) {
                    RDFDataMgr.read(dataset, file.toString());
                }
            }
        });
    }

    /// The path on Fuseki; an endpoint elsewhere is served by the first one.
    private static String endpoint(URI address) {
        return address.getPath().startsWith("/ds") ? address.getPath() : "/ds1/sparql";
    }

    private Reach.Answer ask(Reach.Call call, Path file) throws IOException {
        if (fuseki == null) {
            fuseki = FusekiServer.create()
                    .port(0)
                    .loopback(true)
                    .add("/ds1", first)
                    .add("/ds2", second)
                    .build()
                    .start();
        }
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + fuseki.getPort() + endpoint(call.address())))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", call.accept())
                .timeout(TIME_MAX)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "query=" + URLEncoder.encode(call.query(), StandardCharsets.UTF_8)))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new Reach.Refused(
                        response.statusCode(), new String(response.body(), StandardCharsets.UTF_8).strip());
            }
            Files.write(file, response.body());
            return new Reach.Answer(Optional.of(response)
                    .flatMap(found -> found.headers().firstValue("Link"))
                    .orElse(""));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    @Override
    public void close() {
        client.close();
        if (fuseki != null) {
            fuseki.stop();
        }
    }
}

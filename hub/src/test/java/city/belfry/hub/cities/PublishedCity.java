package city.belfry.hub.cities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.SignedIn;
import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.HarvestedCatalogue;
import city.belfry.hub.catalogue.PublishedRun;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.LocalText;
import city.belfry.hub.ingest.DatasetReport;
import city.belfry.hub.ingest.Ingest;
import city.belfry.hub.ingest.IngestReport;
import city.belfry.hub.ingest.Progress;
import city.belfry.hub.scenario.Scenario;
import city.belfry.hub.scenario.ScenarioChanges;
import city.belfry.hub.scenario.Scenarios;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.why.Answer;
import city.belfry.hub.why.Asked;
import city.belfry.hub.why.Why;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.QueryLibrary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSet;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.exec.QueryExec;

/// A city of `src/test/cities`, or the sample city, ingested into a store of its own.
final class PublishedCity implements AutoCloseable {
    private static final Path ROOT =
            Path.of(System.getProperty("belfry.root", "..")).toAbsolutePath().normalize();
    private static final Pattern FIRST_FINDING = Pattern.compile("href=\"(/steward/findings/[a-z0-9-]+/\\d+)\"");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private final Path expected;
    private final CityFile file;
    private final CityStore store;
    private final IngestReport report;
    private Optional<Desk> desk = Optional.empty();

    /// @param expected folder with the rows that are right
    private PublishedCity(Path folder, Path expected, Path home) {
        this.expected = expected;
        file = CityFile.read(folder.resolve("city.yaml"));
        store = CityStore.open(home);
        report = new Ingest(file, store, Clock.systemUTC(), Progress.NONE).run(file.datasets());
    }

    /// Skips the test when the city's files are not beside the project.
    static PublishedCity real(String name, Path home) {
        shared("data/" + name);
        Path folder = ROOT.resolve("hub/src/test/cities").resolve(name);
        return new PublishedCity(folder, folder.resolve("expected"), home);
    }

    static PublishedCity sample(Path home) {
        return new PublishedCity(ROOT.resolve("hub/sample"), ROOT.resolve("hub/src/test/cities/sample/expected"), home);
    }

    /// A file that lies beside the project and is not part of it.
    static Path shared(String path) {
        Path found = ROOT.resolve("../shared").resolve(path).normalize();
        assumeTrue(
                Files.exists(found),
                () -> "Skipped: the real data " + found + " are not there; they are no part of Belfry.");
        return found;
    }

    DatasetReport report(String dataset) {
        return report.datasets().stream()
                .filter(one -> one.dataset().equals(dataset))
                .findFirst()
                .orElseThrow();
    }

    long findings(String dataset, String code) {
        return report(dataset).findings().getOrDefault(code, 0L);
    }

    /// Of what the run has read.
    String inputChecksum(String dataset) {
        return PublishedRun.of(store, CatalogueIris.of(file.city()), dataset)
                .orElseThrow()
                .inputChecksum();
    }

    IngestReport report() {
        return report;
    }

    Node iri(String path) {
        return NodeFactory.createURI(file.city().baseIri() + "/id/" + path);
    }

    /// A steward before the hub of this city.
    private record Desk(RunningHub hub, SignedIn steward) {}

    /// The page of a rule's findings as a steward sees it, and the page of the first of them.
    Faults faults(String dataset, String code, String language) throws IOException, InterruptedException {
        SignedIn steward = desk().steward();
        String list = text(steward.page("/steward/findings/" + dataset + "?code=" + code + "&lang=" + language));
        Matcher first = FIRST_FINDING.matcher(list);
        assertTrue(first.find(), list);
        return new Faults(list, text(steward.page(first.group(1) + "?lang=" + language)));
    }

    /// The hub of this city; the first start of a hub is the one that prints a token.
    private Desk desk() throws IOException, InterruptedException {
        if (desk.isEmpty()) {
            RunningHub hub = RunningHub.before(store, file);
            desk = Optional.of(new Desk(hub, SignedIn.with(hub, hub.token())));
        }
        return desk.orElseThrow();
    }

    /// What a steward reads: the list of a rule's findings, and one of them.
    record Faults(String list, String one) {}

    private static String text(HttpResponse<String> page) {
        assertEquals(200, page.statusCode());
        return page.body().replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
    }

    /// Why statements about a thing are in the hub, as the public may know.
    Answer why(Node subject, Node predicate, Node object) {
        return new Why(file, store)
                .of(
                        new Asked(subject, Optional.of(predicate), Optional.of(object), Optional.empty()),
                        Why.Asker.PUBLIC);
    }

    /// Number of statements of a dataset.
    long count(String dataset, Node subject, Node predicate, Node object) {
        long[] count = {0};
        read(
                dataset,
                graph -> count[0] = graph.stream(subject, predicate, object).count());
        return count[0];
    }

    /// Looks at every statement with a predicate.
    void each(String dataset, Node predicate, Consumer<Triple> consumer) {
        read(dataset, graph -> graph.stream(Node.ANY, predicate, Node.ANY).forEach(consumer));
    }

    private void read(String dataset, Consumer<Graph> reader) {
        Node name = NodeFactory.createURI(file.city().graph(dataset));
        store.open().executeRead(() -> reader.accept(store.open().getGraph(name)));
    }

    /// The files of `expected/`: each has the rows of the named query of its name, or of the query
    /// beside it, with the parameters of the `.properties` beside it.
    Stream<Path> expectations() throws IOException {
        try (Stream<Path> files = Files.list(expected)) {
            return files.filter(path -> path.toString().endsWith(".csv")).sorted().toList().stream();
        }
    }

    void answersAs(Path csv) throws IOException {
        String rows = rows(csv);
        if (UPDATE) {
            Files.writeString(csv, rows);
        }
        assertEquals(Files.readString(csv), rows);
    }

    private String rows(Path csv) throws IOException {
        String name = String.valueOf(csv.getFileName()).replace(".csv", "");
        Path own = csv.resolveSibling(name + ".rq");
        return csv(Files.exists(own) ? QueryFactory.create(Files.readString(own)) : named(name, csv));
    }

    private static Query named(String name, Path csv) throws IOException {
        NamedQuery named = QueryLibrary.load().query(name);
        Map<String, String> values = new HashMap<>(named.examples());
        Path parameters = csv.resolveSibling(name + ".properties");
        if (Files.exists(parameters)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(parameters)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        }
        return named.bind(values);
    }

    /// Rows of a named query, header included.
    List<String> rowsOf(NamedQuery named, Map<String, String> values) {
        return csv(named.bind(values)).lines().collect(Collectors.toList());
    }

    /// Writes a scenario over the city, as a draft.
    void draw(String id, Consumer<ScenarioChanges> drawing) {
        ScenarioChanges changes = new ScenarioChanges(file.city().baseIri());
        drawing.accept(changes);
        scenarios()
                .put(
                        new Scenario(
                                id,
                                new LocalText(Map.of("en", id)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Scenario.Status.DRAFT,
                                Instant.EPOCH,
                                List.of(),
                                0,
                                0),
                        changes);
    }

    /// The same rows as they would be in a scenario.
    List<String> rowsIn(String scenario, NamedQuery named, Map<String, String> values) {
        Scenarios scenarios = scenarios();
        return csv(named.bind(values), () -> scenarios.view(scenario, Scenarios.Reader.STEWARD))
                .lines()
                .collect(Collectors.toList());
    }

    private Scenarios scenarios() {
        return new Scenarios(file, store, Clock.systemUTC());
    }

    private String csv(Query query) {
        return csv(query, store::open);
    }

    private String csv(Query query, Supplier<DatasetGraph> asked) {
        return store.open().calculateRead(() -> {
            try (QueryExec execution =
                    QueryExec.dataset(asked.get()).query(query).build()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ResultSetFormatter.outputAsCSV(bytes, ResultSet.adapt(execution.select()));
                return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
            }
        });
    }

    /// Has a portal harvest the catalogue of its hub.
    ///
    /// @param limit datasets of a page
    void itsCatalogueIsSound(int limit) throws IOException, InterruptedException {
        assumeTrue(
                HarvestedCatalogue.requireSound(desk().hub().port(), limit, ROOT.resolve("../shared/vocab")),
                "The shapes of the profiles' authors are not beside the project: only our own were asked.");
    }

    @Override
    public void close() {
        desk.ifPresent(open -> open.hub().close());
        store.close();
    }
}

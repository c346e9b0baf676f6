package city.belfry.hub;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.city.LocalText;
import city.belfry.hub.federation.FederationMount;
import city.belfry.hub.ingest.Ingest;
import city.belfry.hub.ingest.Progress;
import city.belfry.hub.rest.ServedPaths;
import city.belfry.hub.scenario.ScenarioFolder;
import city.belfry.hub.scenario.Scenarios;
import city.belfry.hub.sparql.QueryCosts;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Content;
import city.belfry.hub.store.Visibility;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;

/// A real hub on a free port with its own home folder, and an HTTP client beside it.
public final class RunningHub implements AutoCloseable {
    public static final String BASE = "https://lille.example";

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final CityStore store;
    private final HubServer server;
    private final String base;
    private final boolean ownsStore;

    private RunningHub(CityStore store, HubServer server, String base) {
        this(store, server, base, true);
    }

    private RunningHub(CityStore store, HubServer server, String base, boolean ownsStore) {
        this.base = base;
        this.store = store;
        this.server = server;
        this.ownsStore = ownsStore;
    }

    public static RunningHub start(Path home) {
        return start(home, "lille", BASE, FederationMount.Peers.NONE);
    }

    /// A hub of another city, or one that knows others.
    public static RunningHub start(Path home, String id, String base, FederationMount.Peers peers) {
        CityIdentity city = new CityIdentity(
                id,
                new LocalText(Map.of("fr", "Lille <de l'essai>", "en", "Lille <of the test>")),
                URI.create(base),
                List.of("fr", "en"),
                ZoneId.of("Europe/Paris"));
        CityStore store = CityStore.open(home);
        return new RunningHub(
                store, HubServer.start(new HubServer.Options(store, CityFile.without(city, home), peers, 0)), base);
    }

    /// The sample city, published from its files.
    public static RunningHub ofSampleCity(Path home) {
        return ofCity("hub/sample/city.yaml", home);
    }

    /// The city of a `city.yaml` of this project, published from its files.
    public static RunningHub ofCity(String file, Path home) {
        return ofCity(file, home, FederationMount.Peers.NONE);
    }

    /// The same as a hub that knows others.
    public static RunningHub ofCity(String file, Path home, FederationMount.Peers peers) {
        CityFile city = CityFile.read(Path.of(System.getProperty("belfry.root", ".."))
                .toAbsolutePath()
                .resolve(file));
        CityStore store = CityStore.open(home);
        new Ingest(city, store, Clock.systemUTC(), Progress.NONE).run(city.datasets());
        Path folder = city.folder().resolve("scenarios/tram-n");
        if (Files.exists(folder)) {
            ScenarioFolder tram = ScenarioFolder.read(folder, city.city());
            new Scenarios(city, store, Clock.systemUTC()).put(tram.scenario(), tram.changes());
        }
        HubServer server = HubServer.start(new HubServer.Options(store, city, peers, 0));
        return new RunningHub(store, server, city.city().baseIri());
    }

    /// A city as its file says, with nothing published yet.
    public static RunningHub ofCity(Path cityFile, Path home) {
        CityFile city = CityFile.read(cityFile);
        CityStore store = CityStore.open(home);
        HubServer server = HubServer.start(new HubServer.Options(store, city, 0));
        return new RunningHub(store, server, city.city().baseIri());
    }

    /// A hub before a store that others have opened, and close.
    public static RunningHub before(CityStore store, CityFile city) {
        HubServer server = HubServer.start(new HubServer.Options(store, city, 0));
        return new RunningHub(store, server, city.city().baseIri(), false);
    }

    public CityStore store() {
        return store;
    }

    /// The token that the first start prints.
    public String token() {
        return server.newToken().orElseThrow();
    }

    /// The paths that Spring's dispatcher serves, as patterns.
    public List<String> servedPatterns() {
        return server.part(ServedPaths.class).patterns();
    }

    /// Those of them that only programs ask for.
    public List<String> servedPatternsForPrograms() {
        return server.part(ServedPaths.class).patternsForPrograms();
    }

    /// What answers cost, written now and not at the end of the hour.
    public void writeCosts() {
        server.part(QueryCosts.class).write();
    }

    public int port() {
        return server.port();
    }

    /// Replaces a graph by the statements of a Turtle text with the prefixes `:`, `id:` and `belfry:`.
    public void put(String graph, String turtle) {
        put(Visibility.OPEN, graph, turtle);
    }

    public void put(Visibility visibility, String graph, String turtle) {
        String prefixes = "PREFIX id: <" + base + "/id/> PREFIX : <" + base + "/p/> "
                + "PREFIX belfry: <https://w3id.org/belfry/ont#> "
                + "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
                + "PREFIX geo: <http://www.opengis.net/ont/geosparql#> "
                + "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dcterms: <http://purl.org/dc/terms/> ";
        Content content =
                sink -> RDFParser.fromString(prefixes + turtle, Lang.TURTLE).parse(sink);
        store.replace(visibility, NodeFactory.createURI(base + "/graph/" + graph), content);
    }

    /// Adds statements to what every hub holds by itself.
    public void putOntology(String turtle) {
        Content content = sink -> RDFParser.fromString(turtle, Lang.TURTLE).parse(sink);
        store.replace(Visibility.OPEN, NodeFactory.createURI(base + "/graph/ontology"), content);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<String> post(String path, String type, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
        server.close();
        if (ownsStore) {
            store.close();
        }
    }
}

package city.belfry.hub.jsonld;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.ontology.Bridge;
import city.belfry.ontology.JsonLdContext;
import com.github.jsonldjava.core.JsonLdOptions;
import com.github.jsonldjava.core.JsonLdProcessor;
import com.github.jsonldjava.core.RDFDataset;
import com.github.jsonldjava.core.RDFDatasetUtils;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A client that knows JSON-LD 1.0 only reads the hub's JSON as one that knows 1.1 does: the same statements, which are
/// those that the hub holds. The things are those of the bridges' samples: they have all kinds of values.
class OldJsonLdTest {
    private static final Path BRIDGES =
            Path.of(System.getProperty("belfry.root", "..")).resolve("ontology/bridges");
    private static final String CITY = "https://city.example";
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    static Stream<String> samples() {
        return Bridge.models().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void bothVersionsReadWhatTheHubHolds(String sample) {
        Graph city = GraphFactory.createDefaultGraph();
        RDFDataMgr.read(city, BRIDGES.resolve(sample).resolve("city.ttl").toString());
        ThingJson things = new ThingJson(CITY);
        TreeSet<String> subjects = new TreeSet<>();
        city.find().forEachRemaining(triple -> subjects.add(triple.getSubject().getURI()));
        for (String subject : subjects) {
            Graph held = GraphFactory.createDefaultGraph();
            city.find(NodeFactory.createURI(subject), Node.ANY, Node.ANY).forEachRemaining(held::add);
            String json = things.of(held, subject);
            same(held, readBy11(json), () -> "1.1 reads " + json);
            same(held, readBy10(json), () -> "1.0 reads " + json);
        }
    }

    private static void same(Graph held, Graph read, Supplier<String> what) {
        assertTrue(held.isIsomorphicWith(read), () -> what.get() + "\nas " + read + "\nbut held is " + held);
    }

    private static Graph readBy11(String json) {
        Graph graph = GraphFactory.createDefaultGraph();
        RDFParser.fromString(json, Lang.JSONLD11)
                .context(OfflineContexts.forParser(CITY))
                .parse(graph);
        return graph;
    }

    /// With the context in the document, as a client has it once it has asked the hub for it.
    private static Graph readBy10(String json) {
        Map<String, Object> document = JSON.readValue(json, OBJECT);
        document.putAll(JSON.readValue(JsonLdContext.document(), OBJECT));
        RDFDataset read = (RDFDataset) JsonLdProcessor.toRDF(document, new JsonLdOptions(CITY));
        Graph graph = GraphFactory.createDefaultGraph();
        RDFParser.fromString(RDFDatasetUtils.toNQuads(read), Lang.NQUADS).parse(graph);
        return graph;
    }
}

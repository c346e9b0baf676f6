package city.belfry.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.ontology.City;
import city.belfry.ontology.Inferences;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.mem2.GraphMem2Fast;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A scenario over a store answers as a store does to which its changes were really made.
///
/// Random data, changes and queries from a seed: each seed makes one pair of stores and asks it [#QUERIES] questions.
class OverlayTest {
    private static final int QUERIES = 120;
    private static final String BASE = "https://random.example";
    private static final Inferences INFERENCES = Inferences.ofOntology();
    private static final Node TYPE = RDF.type.asNode();

    private static final List<Node> CLASSES =
            List.of(City.Quay, City.TransitLine, City.Municipality, City.District, City.Amenity, City.Tree);
    private static final List<Node> PROPERTIES = List.of(
            City.servesStop,
            City.inMunicipality,
            City.inDistrict,
            City.partOf,
            City.onLine,
            City.shortName,
            RDFS.label.asNode(),
            NodeFactory.createURI(BASE + "/p/next"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void answersAreThoseOfAStoreThatWasReallyChanged(long seed) {
        Random random = new Random(seed);
        Map<Node, Graph> data = new TreeMap<>(java.util.Comparator.comparing(Node::getURI));
        for (int i = 0; i < 3; i++) {
            data.put(graph("d" + i), statements(random, 60 + random.nextInt(120)));
        }
        Graph removals = new GraphMem2Fast();
        data.values()
                .forEach(graph -> graph.find()
                        .filterKeep(triple -> random.nextInt(100) < (seed % 2 == 0 ? 8 : 40))
                        .forEachRemaining(removals::add));
        // Some that are not there, and some that only follow.
        statements(random, 5).find().forEachRemaining(removals::add);
        Graph additions = statements(random, (int) (seed % 3) * 25);
        removals.find().filterKeep(triple -> random.nextInt(100) < 10).forEachRemaining(additions::add);

        try (CityStore base = store("base", data);
                CityStore applied = store("applied", data)) {
            apply(applied, removals, additions);
            DatasetGraph changed = applied.open();
            base.open()
                    .executeRead(() -> changed.executeRead(() -> {
                        Overlay overlay =
                                new Overlay(base.open(), base.changes(removals, additions(additions), INFERENCES));
                        assertEquals(quads(changed), quads(overlay), "seed " + seed);
                        assertEquals(names(changed), names(overlay), "seed " + seed);
                        // TDB2 leaves FROM aside when its default graph is the union; a dataset in memory heeds it.
                        DatasetGraph inMemory = DatasetGraphFactory.createGeneral();
                        changed.findNG(Node.ANY, Node.ANY, Node.ANY, Node.ANY).forEachRemaining(inMemory::add);
                        for (int i = 0; i < QUERIES; i++) {
                            String query = query(random);
                            DatasetGraph expected = query.contains("FROM") ? inMemory : changed;
                            assertEquals(
                                    rows(expected, query), rows(overlay, query), () -> "seed " + seed + ": " + query);
                        }
                    }));
        }
    }

    /// What is gone is not seen in any form of query, and what came has its superclasses.
    @Test
    void aStopThatIsGoneIsGoneWithWhatFollowedFromIt() {
        Graph data = new GraphMem2Fast();
        data.add(entity(1), TYPE, City.Quay);
        data.add(entity(1), City.inDistrict, entity(2));
        Graph added = new GraphMem2Fast();
        added.add(entity(3), TYPE, City.Quay);
        try (CityStore store = store("small", Map.of(graph("d0"), data))) {
            store.open().executeRead(() -> {
                Node wider = store.open()
                        .find(graph("inferred/d0"), entity(1), TYPE, Node.ANY)
                        .next()
                        .getObject();
                Overlay overlay = new Overlay(store.open(), store.changes(data, additions(added), INFERENCES));
                assertFalse(overlay.contains(Node.ANY, entity(1), Node.ANY, Node.ANY));
                assertTrue(overlay.contains(Quad.unionGraph, entity(3), TYPE, wider));
                assertFalse(overlay.containsGraph(graph("d0")));
                assertEquals(
                        Set.of("[?s=<" + entity(3).getURI() + ">]"),
                        rows(overlay, "SELECT DISTINCT ?s WHERE { ?s a ?kind }").keySet());
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> overlay.add(Quad.create(graph("d0"), entity(1), TYPE, City.Quay)));
            });
        }
    }

    private CityStore store(String name, Map<Node, Graph> data) {
        CityStore store = CityStore.open(folder.resolve(name));
        data.forEach((graph, statements) -> publish(store, graph, inferred(graph), statements));
        return store;
    }

    private static void publish(CityStore store, Node graph, Node inferred, Graph statements) {
        Companion companion = new Companion(inferred, sink -> INFERENCES.forEach(statements, sink::triple));
        store.publish(new Publication(
                "d",
                graph,
                Visibility.OPEN,
                Content.of(statements),
                companion,
                new CatalogueEntry(graph("catalogue"), Set.of(), new GraphMem2Fast())));
    }

    private static void apply(CityStore store, Graph removals, Graph additions) {
        DatasetGraph writable = store.writable(Visibility.OPEN, INFERENCES);
        writable.executeWrite(() -> {
            List<Quad> gone = new ArrayList<>();
            removals.find()
                    .forEachRemaining(triple -> writable.findNG(
                                    Node.ANY, triple.getSubject(), triple.getPredicate(), triple.getObject())
                            .forEachRemaining(gone::add));
            gone.removeIf(quad -> quad.getGraph().getURI().contains("/inferred/"));
            gone.forEach(writable::delete);
        });
        publish(store, graph("scenario/x/additions"), graph("inferred/scenario/x"), additions);
    }

    private static Map<Node, Graph> additions(Graph statements) {
        Graph follows = new GraphMem2Fast();
        INFERENCES.forEach(statements, follows::add);
        Map<Node, Graph> additions = new HashMap<>();
        additions.put(graph("scenario/x/additions"), statements);
        additions.put(graph("inferred/scenario/x"), follows);
        return additions;
    }

    private static Graph statements(Random random, int count) {
        Graph statements = new GraphMem2Fast();
        for (int i = 0; i < count; i++) {
            statements.add(statement(random));
        }
        return statements;
    }

    private static Triple statement(Random random) {
        Node subject = entity(random.nextInt(14));
        if (random.nextInt(4) == 0) {
            return Triple.create(subject, TYPE, CLASSES.get(random.nextInt(CLASSES.size())));
        }
        Node property = PROPERTIES.get(random.nextInt(PROPERTIES.size()));
        boolean isText = property.equals(City.shortName) || property.equals(RDFS.label.asNode());
        return Triple.create(
                subject,
                property,
                isText ? NodeFactory.createLiteralString("t" + random.nextInt(6)) : entity(random.nextInt(14)));
    }

    /// One of the forms a question takes, filled with random patterns.
    private static String query(Random random) {
        String a = pattern(random);
        String b = pattern(random);
        String c = pattern(random);
        String graph = "<" + graph("d" + random.nextInt(3)).getURI() + ">";
        String body = switch (random.nextInt(13)) {
            case 0 -> a;
            case 1 -> a + b;
            case 2 -> a + b + c;
            case 3 -> a + "OPTIONAL { " + b + " }";
            case 4 -> "{ " + a + " } UNION { " + b + c + " }";
            case 5 -> a + "FILTER NOT EXISTS { " + b + " }";
            case 6 -> a + "MINUS { " + b + " }";
            case 7 -> "GRAPH ?g { " + a + b + " }";
            case 8 -> "GRAPH " + graph + " { " + a + " } " + b;
            case 9 -> "?x <" + City.partOf.getURI() + ">+ ?y . " + a;
            case 10 -> "?x (<" + City.inDistrict.getURI() + ">|^<" + City.servesStop.getURI() + ">) ?y . " + a;
            case 11 -> "{ SELECT ?x (COUNT(?y) AS ?n) WHERE { " + a + b + " } GROUP BY ?x }";
            default ->
                "VALUES ?x { <" + entity(random.nextInt(14)).getURI() + "> <"
                        + entity(random.nextInt(14)).getURI() + "> } " + a + b;
        };
        String from = random.nextInt(8) == 0
                ? "FROM " + graph + " FROM <" + graph("inferred/d1").getURI() + "> FROM NAMED " + graph + " "
                : "";
        String distinct = random.nextInt(3) == 0 ? "DISTINCT " : "";
        return "SELECT " + distinct + "* " + from + "WHERE { " + body + " }";
    }

    private static String pattern(Random random) {
        String subject =
                random.nextInt(5) == 0 ? "<" + entity(random.nextInt(14)).getURI() + ">" : variable(random);
        if (random.nextInt(4) == 0) {
            String kind = random.nextInt(4) == 0
                    ? variable(random)
                    : "<" + CLASSES.get(random.nextInt(CLASSES.size())).getURI() + ">";
            return subject + " a " + kind + " . ";
        }
        String predicate = random.nextInt(6) == 0
                ? "?p"
                : "<" + PROPERTIES.get(random.nextInt(PROPERTIES.size())).getURI() + ">";
        return subject + " " + predicate + " " + variable(random) + " . ";
    }

    private static String variable(Random random) {
        return List.of("?x", "?y", "?z").get(random.nextInt(3));
    }

    /// Each row with how often it comes.
    private static Map<String, Integer> rows(DatasetGraph dataset, String query) {
        Map<String, Integer> rows = new TreeMap<>();
        try (QueryExec execution =
                QueryExec.dataset(dataset).query(QueryFactory.create(query)).build()) {
            execution.select().forEachRemaining(row -> {
                Set<String> values = new TreeSet<>();
                row.forEach((name, value) -> values.add(name + "=" + org.apache.jena.riot.out.NodeFmtLib.strNT(value)));
                rows.merge(values.toString(), 1, Integer::sum);
            });
        }
        return rows;
    }

    private static Set<String> quads(DatasetGraph dataset) {
        Set<String> quads = new TreeSet<>();
        dataset.findNG(Node.ANY, Node.ANY, Node.ANY, Node.ANY).forEachRemaining(quad -> quads.add(quad.toString()));
        return quads;
    }

    private static Set<String> names(DatasetGraph dataset) {
        Set<String> names = new TreeSet<>();
        dataset.listGraphNodes().forEachRemaining(name -> names.add(name.getURI()));
        return names;
    }

    private static Node entity(int number) {
        return NodeFactory.createURI(BASE + "/id/e" + number);
    }

    private static Node graph(String name) {
        return NodeFactory.createURI(BASE + "/graph/" + name);
    }

    private static Node inferred(Node graph) {
        return NodeFactory.createURI(graph.getURI().replace("/graph/", "/graph/inferred/"));
    }
}

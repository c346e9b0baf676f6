package city.belfry.ontology;

import java.util.Locale;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.RDF;

/// How long a check takes on the two classes that a city has most of: calls of a timetable and observations of sensors.
/// Prints machine, data and seconds. Run its `main` on the test class path; the argument is the number of triples.
final class ShapesBench {
    private static final String BASE = "https://example.org/id/";
    private static final int RUNS = 5;
    private static final int TRIPLES_PER_CALL = 6;
    private static final int TRIPLES_PER_OBSERVATION = 4;
    private static final int CALLS_PER_JOURNEY = 25;

    private ShapesBench() {}

    public static void main(String[] arguments) {
        int triples = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        System.out.printf(
                Locale.ROOT,
                "machine: %s, %d processors, Java %s, heap %d MB%n",
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                Runtime.getRuntime().maxMemory() >> 20);
        measure("gtfs", timetable(triples));
        measure("observations", observations(triples));
    }

    private static void measure(String profile, Graph data) {
        Shapes shapes = Shapes.forProfile(profile);
        for (int run = 1; run <= RUNS; run++) {
            long start = System.nanoTime();
            int findings =
                    shapes.check(data, "bench", Locale.ENGLISH).findings().size();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d triples, run %d: %.2f s, %d findings%n",
                    profile,
                    data.size(),
                    run,
                    (System.nanoTime() - start) / 1e9,
                    findings);
        }
    }

    private static Graph timetable(int triples) {
        Graph graph = GraphFactory.createDefaultGraph();
        Node stop = iri("stop/1");
        graph.add(stop, RDF.type.asNode(), City.StopPoint);
        for (int call = 0; call < triples / TRIPLES_PER_CALL; call++) {
            Node subject = iri("call/" + call);
            graph.add(subject, RDF.type.asNode(), City.CallAtStop);
            graph.add(subject, City.ofJourney, iri("trip/" + call / CALLS_PER_JOURNEY));
            graph.add(subject, City.atStop, stop);
            graph.add(subject, City.callOrder, integer(call % CALLS_PER_JOURNEY));
            graph.add(subject, City.arrivalSeconds, integer(21_600 + call % 60_000));
            graph.add(subject, City.departureSeconds, integer(21_620 + call % 60_000));
        }
        return graph;
    }

    private static Graph observations(int triples) {
        Graph graph = GraphFactory.createDefaultGraph();
        Node observation = NodeFactory.createURI("http://www.w3.org/ns/sosa/Observation");
        Node resultTime = NodeFactory.createURI("http://www.w3.org/ns/sosa/resultTime");
        Node result = NodeFactory.createURI("http://www.w3.org/ns/sosa/hasSimpleResult");
        for (int i = 0; i < triples / TRIPLES_PER_OBSERVATION; i++) {
            Node subject = iri("observation/" + i);
            graph.add(subject, RDF.type.asNode(), observation);
            graph.add(subject, City.ofStream, iri("stream/" + i % 500));
            graph.add(
                    subject,
                    resultTime,
                    NodeFactory.createLiteralDT(
                            String.format(Locale.ROOT, "2026-%02d-%02dT%02d:00:00Z", 1 + i % 12, 1 + i % 28, i % 24),
                            XSDDatatype.XSDdateTime));
            graph.add(subject, result, NodeFactory.createLiteralDT(i % 40 + ".5", XSDDatatype.XSDdecimal));
        }
        return graph;
    }

    private static Node iri(String path) {
        return NodeFactory.createURI(BASE + path);
    }

    private static Node integer(int value) {
        return NodeFactory.createLiteralDT(Integer.toString(value), XSDDatatype.XSDinteger);
    }
}

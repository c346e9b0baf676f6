package city.belfry.ontology;

import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.graph.GraphFactory;

/// The samples of a file of shapes: some that pass, and for each constraint one that fails.
///
/// The default graph passes, and so does a graph called `passes-…`. Every other graph fails at least the constraint
/// that it is named after. In a file of catalogues a named graph is only the difference: what it says of its subjects
/// takes the place of what the default graph says of them.
record ShapeSamples(List<Sample> passing, List<Sample> failing) {
    private static final String BASE = "https://example.org/id/";
    private static final Set<String> CATALOGUES = Set.of("dcat-ap", "hvd", "geodcat-ap", "mobilitydcat-ap");

    record Sample(String name, Graph graph) {}

    static ShapeSamples of(String module) {
        DatasetGraph samples =
                RDFDataMgr.loadDatasetGraph(resource(module + ".trig").toString());
        Graph good = samples.getDefaultGraph();
        List<Sample> passing = new ArrayList<>(List.of(new Sample("the good sample", good)));
        List<Sample> failing = new ArrayList<>();
        samples.listGraphNodes().forEachRemaining(graph -> {
            String name = graph.getURI().substring(BASE.length());
            Graph said = samples.getGraph(graph);
            (name.startsWith("passes-") ? passing : failing)
                    .add(new Sample(name, CATALOGUES.contains(module) ? replaced(good, said) : said));
        });
        return new ShapeSamples(List.copyOf(passing), List.copyOf(failing));
    }

    static URL resource(String name) {
        return Objects.requireNonNull(ShapeSamples.class.getResource("shapes/" + name));
    }

    private static Graph replaced(Graph passing, Graph change) {
        Set<Node> subjects = new HashSet<>();
        change.find().forEachRemaining(triple -> subjects.add(triple.getSubject()));
        Graph graph = GraphFactory.createDefaultGraph();
        GraphUtil.addInto(graph, change);
        passing.find()
                .filterDrop(triple -> subjects.contains(triple.getSubject()))
                .forEachRemaining((Triple triple) -> graph.add(triple));
        return graph;
    }
}

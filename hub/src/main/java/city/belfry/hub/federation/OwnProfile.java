package city.belfry.hub.federation;

import city.belfry.hub.store.CityStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// What the hub's open store holds, graph by graph; a graph is counted again when it has a new version. Thread-safe.
final class OwnProfile {
    private final CityStore store;
    private final Node ontology;
    private final Map<Node, Counted> graphs = new HashMap<>();

    private record Counted(long version, Profile profile) {}

    /// @param ontology the graph that every hub holds
    OwnProfile(CityStore store, Node ontology) {
        this.store = store;
        this.ontology = ontology;
    }

    synchronized Profile profile() {
        refresh();
        Profile all = new Profile();
        graphs.values().forEach(counted -> all.add(counted.profile()));
        return all;
    }

    /// Spaces of what every hub holds by itself.
    synchronized Set<String> replicated() {
        refresh();
        Counted counted = graphs.get(ontology);
        return counted == null ? Set.of() : counted.profile().subjectSpaces();
    }

    private void refresh() {
        DatasetGraph open = store.open();
        open.executeRead(() -> {
            Set<Node> present = new HashSet<>();
            open.listGraphNodes().forEachRemaining(present::add);
            graphs.keySet().retainAll(present);
            for (Node graph : present) {
                long version = store.version(graph);
                Counted known = graphs.get(graph);
                if (known == null || known.version() != version) {
                    graphs.put(graph, new Counted(version, count(open, graph)));
                }
            }
        });
    }

    private static Profile count(DatasetGraph open, Node graph) {
        Profile profile = new Profile();
        open.find(graph, Node.ANY, Node.ANY, Node.ANY).forEachRemaining((Quad quad) -> profile.count(quad.asTriple()));
        return profile;
    }
}

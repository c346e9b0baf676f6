package city.belfry.hub.federation;

import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// What the hub's open store holds, graph by graph; a graph is counted again when it has a new version. Thread-safe.
///
/// Counting a graph of millions of statements takes seconds: a thread does it at the start and after each publication,
/// so that whoever asks seldom waits for it.
final class OwnProfile {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final CityStore store;
    private final Node ontology;
    private final Map<Node, Counted> graphs = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    /// Writes to the store when the graphs were counted.
    private long writes = -1;

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

    /// Keeps it current until [#stop].
    void keepCurrent() {
        try {
            do {
                refresh();
            } while (!stopped.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException | CancellationException over) {
            // Nobody asks any more.
        }
    }

    /// Ends counting. A thread that reads the store must not be interrupted: that would close its files.
    void stop() {
        stopped.countDown();
    }

    private synchronized void refresh() {
        DatasetGraph open = store.open();
        open.executeRead(() -> {
            long now = store.writes(Visibility.OPEN);
            if (now == writes) {
                return;
            }
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
            writes = now;
        });
    }

    private Profile count(DatasetGraph open, Node graph) {
        Profile profile = new Profile();
        open.find(graph, Node.ANY, Node.ANY, Node.ANY).forEachRemaining((Quad quad) -> {
            if (stopped.getCount() == 0) {
                throw new CancellationException("the hub stops");
            }
            profile.count(quad.asTriple());
        });
        return profile;
    }
}

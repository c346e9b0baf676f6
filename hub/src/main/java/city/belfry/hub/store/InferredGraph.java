package city.belfry.hub.store;

import city.belfry.ontology.Inferences;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.tdb2.sys.TDBInternal;

/// The companion of a graph that was changed where it stands, worked out anew in the same transaction.
final class InferredGraph {
    private InferredGraph() {}

    /// Costs as much as the graph is large; nothing for a graph without a companion.
    static void renew(DatasetGraph database, Node graph, Inferences inferences, FreeSpace space) {
        Ledger.companion(database, graph).ifPresent(companion -> {
            var replacement = GraphReplacement.atTheEnd(TDBInternal.getDatasetGraphTDB(database), companion, space);
            inferences.forEach(database.getGraph(graph), replacement::triple);
            GraphReplacement.Changes changes = replacement.complete();
            long triples = Ledger.triples(database, companion) + changes.added() - changes.removed();
            Ledger.recordPublication(database, companion, Ledger.version(database, companion) + 1, triples);
        });
    }
}

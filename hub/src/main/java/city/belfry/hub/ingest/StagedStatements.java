package city.belfry.hub.ingest;

import city.belfry.hub.ingest.IngestException.Code;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Triple;
import org.apache.jena.mem2.GraphMem2Fast;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.sparql.core.Quad;

/// What a run made, held in memory until it is checked; about 210 bytes a statement. The graph of a quad is dropped: a
/// dataset is published as one named graph.
final class StagedStatements implements StreamRDF {
    private static final int PROGRESS_EVERY = 1 << 10;
    /// Bytes that a statement takes in the graph, with the terms it brings along (measured on a transport feed).
    private static final long BYTES_PER_STATEMENT = 350;

    private final Graph graph = new GraphMem2Fast();
    private final String dataset;
    private final long statementsMax;
    private final long heapStatements = Runtime.getRuntime().maxMemory() / BYTES_PER_STATEMENT;
    private final Progress progress;
    private long received;

    StagedStatements(String dataset, long statementsMax, Progress progress) {
        this.dataset = dataset;
        this.statementsMax = statementsMax;
        this.progress = progress;
    }

    Graph graph() {
        return graph;
    }

    @Override
    public void triple(Triple triple) {
        graph.add(triple);
        received++;
        if (received % PROGRESS_EVERY == 0) {
            progress.statements(received);
            checkSize();
        }
    }

    @Override
    public void quad(Quad quad) {
        triple(quad.asTriple());
    }

    private void checkSize() {
        long size = graph.size();
        if (size > statementsMax) {
            throw new IngestException(
                    Code.LIMIT_REACHED,
                    "dataset '" + dataset + "' has more than " + statementsMax
                            + " statements. If it is meant, raise limits.statements; nothing was published.");
        }
        if (size > heapStatements) {
            throw new IngestException(
                    Code.LIMIT_REACHED,
                    "dataset '" + dataset + "' has more than " + size + " statements, which is as many as "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB of memory can check. Give Belfry more with BELFRY_JAVA_OPTIONS=-Xmx4g; nothing was"
                            + " published.");
        }
    }

    @Override
    public void start() {
        // nothing to open
    }

    @Override
    public void finish() {
        progress.statements(received);
    }

    @Override
    public void base(String base) {
        // IRIs arrive resolved
    }

    @Override
    public void prefix(String prefix, String iri) {
        // prefixes are no statements
    }
}

package city.belfry.hub.pages;

import city.belfry.hub.catalogue.DescribedDataset;
import city.belfry.hub.catalogue.Prov;
import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.store.CityStore;
import city.belfry.ontology.City;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.springframework.stereotype.Component;

/// The chain from a published dataset back to its source: version, run, checksums.
@Component
final class RunReader {
    private final CityStore store;
    private final Node catalogue;

    RunReader(CityStore store, CityIdentity city) {
        this.store = store;
        this.catalogue = NodeFactory.createURI(city.graph("catalogue"));
    }

    /// One link of the chain.
    ///
    /// @param key of its name in the texts of the pages
    record Fact(String key, String value) {}

    /// What is known of the run that published it; empty when a steward wrote it by hand.
    List<Fact> of(DescribedDataset dataset) {
        Optional<Node> run = dataset.object(dataset.iri(), Prov.WAS_GENERATED_BY);
        if (run.isEmpty()) {
            return List.of();
        }
        DatasetGraph database = store.open();
        return database.calculateRead(() -> {
            Graph graph = database.getGraph(catalogue);
            List<Fact> facts = new ArrayList<>();
            add(facts, graph, run.get(), "started", Prov.STARTED_AT_TIME.asNode());
            add(facts, graph, run.get(), "ended", Prov.ENDED_AT_TIME.asNode());
            add(facts, graph, run.get(), "used", Prov.USED.asNode());
            add(facts, graph, run.get(), "input", City.inputChecksum);
            add(facts, graph, run.get(), "recipe", City.recipeChecksum);
            add(facts, graph, run.get(), "bytes", City.inputBytes);
            add(facts, graph, run.get(), "records", City.recordCount);
            add(facts, graph, run.get(), "findings", City.findingCount);
            add(facts, graph, run.get(), "quarantined", City.quarantinedCount);
            add(facts, graph, run.get(), "cpu", City.cpuSeconds);
            return facts;
        });
    }

    long triples(DescribedDataset dataset) {
        return dataset.record()
                .find(dataset.iri(), City.tripleCount, Node.ANY)
                .mapWith(triple -> Long.parseLong(triple.getObject().getLiteralLexicalForm()))
                .nextOptional()
                .orElse(0L);
    }

    private static void add(List<Fact> facts, Graph graph, Node run, String key, Node property) {
        graph.find(run, property, Node.ANY)
                .nextOptional()
                .map(triple -> triple.getObject())
                .ifPresent(value ->
                        facts.add(new Fact(key, value.isLiteral() ? value.getLiteralLexicalForm() : value.toString())));
    }
}

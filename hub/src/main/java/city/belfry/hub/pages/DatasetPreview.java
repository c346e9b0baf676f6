package city.belfry.hub.pages;

import city.belfry.hub.store.CityStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.vocabulary.RDF;
import org.springframework.stereotype.Component;

/// Some things of a dataset as a table: those of the kind that is met first most often, with the properties that most
/// of them have. Looks at a fixed number of statements, so that it costs the same for every dataset.
@Component
final class DatasetPreview {
    private static final int ROWS = 20;
    private static final int COLUMNS = 7;
    private static final int TYPES_LOOKED_AT = 400;
    private static final int STATEMENTS_A_THING = 40;
    private static final Node GEOMETRY = NodeFactory.createURI("http://www.opengis.net/ont/geosparql#Geometry");

    private final CityStore store;
    private final Cells cells;

    DatasetPreview(CityStore store, Cells cells) {
        this.store = store;
        this.cells = cells;
    }

    record Table(List<EntityView.Shown> columns, List<List<EntityView.Shown>> rows) {}

    Table of(Node name) {
        DatasetGraph database = store.open();
        return database.calculateRead(() -> table(database.getGraph(name)));
    }

    private Table table(Graph graph) {
        List<Map<Node, Node>> things = new ArrayList<>();
        List<Node> subjects = List.copyOf(subjects(graph));
        Map<Node, Integer> uses = new LinkedHashMap<>();
        for (Node subject : subjects) {
            Map<Node, Node> values = new LinkedHashMap<>();
            var found = graph.find(subject, Node.ANY, Node.ANY);
            for (int i = 0; i < STATEMENTS_A_THING && found.hasNext(); i++) {
                Triple triple = found.next();
                if (!triple.getPredicate().equals(RDF.type.asNode())
                        && values.putIfAbsent(triple.getPredicate(), triple.getObject()) == null) {
                    uses.merge(triple.getPredicate(), 1, Integer::sum);
                }
            }
            things.add(values);
        }
        List<Node> columns = uses.entrySet().stream()
                .sorted(Map.Entry.<Node, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(entry -> entry.getKey().toString()))
                .limit(COLUMNS)
                .map(Map.Entry::getKey)
                .toList();
        List<List<EntityView.Shown>> rows = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            List<EntityView.Shown> row = new ArrayList<>();
            row.add(cells.cell(Optional.of(subjects.get(i))));
            for (Node column : columns) {
                row.add(cells.cell(Optional.ofNullable(things.get(i).get(column))));
            }
            rows.add(row);
        }
        List<EntityView.Shown> names = new ArrayList<>();
        columns.forEach(column -> names.add(cells.cell(Optional.of(column))));
        return new Table(names, rows);
    }

    private static Set<Node> subjects(Graph graph) {
        Map<Node, Set<Node>> byKind = new LinkedHashMap<>();
        var found = graph.find(Node.ANY, RDF.type.asNode(), Node.ANY);
        for (int i = 0; i < TYPES_LOOKED_AT && found.hasNext(); i++) {
            Triple triple = found.next();
            if (triple.getSubject().isURI() && !triple.getObject().equals(GEOMETRY)) {
                Set<Node> ofKind = byKind.computeIfAbsent(triple.getObject(), unseen -> new LinkedHashSet<>());
                if (ofKind.size() < ROWS) {
                    ofKind.add(triple.getSubject());
                }
            }
        }
        return byKind.values().stream().max(Comparator.comparingInt(Set::size)).orElse(Set.of());
    }
}

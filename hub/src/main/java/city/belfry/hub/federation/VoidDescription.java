package city.belfry.hub.federation;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.VOID;

/// A profile as VoID says it (Describing Linked Datasets with the VoID Vocabulary, §4): a property partition per
/// property and space of subjects, a class partition per class and space, a linkset per property and pair of spaces.
final class VoidDescription {
    private VoidDescription() {}

    static Graph of(Profile profile, Node dataset, Node endpoint) {
        Graph graph = GraphFactory.createDefaultGraph();
        AtomicLong number = new AtomicLong();
        graph.add(dataset, RDF.type.asNode(), VOID.Dataset.asNode());
        graph.add(dataset, VOID.sparqlEndpoint.asNode(), endpoint);
        graph.add(dataset, VOID.triples.asNode(), number(profile.triples()));
        profile.properties().forEach((property, partition) -> {
            partition.subjects().forEach((space, count) -> {
                Node part = part(number);
                graph.add(dataset, VOID.propertyPartition.asNode(), part);
                graph.add(part, VOID.property.asNode(), property);
                graph.add(part, VOID.uriSpace.asNode(), text(space));
                graph.add(part, VOID.triples.asNode(), number(count));
            });
            partition.links().forEach((link, count) -> {
                Node part = part(number);
                graph.add(dataset, VOID.subset.asNode(), part);
                graph.add(part, RDF.type.asNode(), VOID.Linkset.asNode());
                graph.add(part, VOID.linkPredicate.asNode(), property);
                graph.add(part, VOID.subjectsTarget.asNode(), space(graph, number, link.from()));
                graph.add(part, VOID.objectsTarget.asNode(), space(graph, number, link.to()));
                graph.add(part, VOID.triples.asNode(), number(count));
            });
        });
        profile.classes()
                .forEach((type, partition) -> partition.subjects().forEach((space, count) -> {
                    Node part = part(number);
                    graph.add(dataset, VOID.classPartition.asNode(), part);
                    graph.add(part, VOID._class.asNode(), type);
                    graph.add(part, VOID.uriSpace.asNode(), text(space));
                    graph.add(part, VOID.entities.asNode(), number(count));
                }));
        return graph;
    }

    /// Reads what a peer says of itself; what it leaves out is not there.
    static Profile read(Graph graph) {
        Profile profile = new Profile();
        graph.find(Node.ANY, VOID.propertyPartition.asNode(), Node.ANY).forEach(triple -> {
            Node part = triple.getObject();
            one(graph, part, VOID.property.asNode())
                    .ifPresent(property -> profile.property(property)
                            .count(textOf(graph, part), Optional.empty(), count(graph, part, VOID.triples.asNode())));
        });
        graph.find(Node.ANY, VOID.linkPredicate.asNode(), Node.ANY).forEach(triple -> {
            Node part = triple.getSubject();
            Optional<String> from =
                    one(graph, part, VOID.subjectsTarget.asNode()).flatMap(to -> textOf(graph, to));
            Optional<String> to = one(graph, part, VOID.objectsTarget.asNode()).flatMap(at -> textOf(graph, at));
            if (from.isPresent() && to.isPresent()) {
                profile.property(triple.getObject())
                        .links()
                        .merge(
                                new Profile.Link(from.get(), to.get()),
                                count(graph, part, VOID.triples.asNode()),
                                Long::sum);
            }
        });
        graph.find(Node.ANY, VOID.classPartition.asNode(), Node.ANY).forEach(triple -> {
            Node part = triple.getObject();
            one(graph, part, VOID._class.asNode())
                    .ifPresent(type -> profile.type(type)
                            .count(textOf(graph, part), Optional.empty(), count(graph, part, VOID.entities.asNode())));
        });
        return profile;
    }

    private static Node part(AtomicLong number) {
        return NodeFactory.createBlankNode("part" + number.incrementAndGet());
    }

    private static Node space(Graph graph, AtomicLong number, String space) {
        Node target = part(number);
        graph.add(target, VOID.uriSpace.asNode(), text(space));
        return target;
    }

    private static Node text(String text) {
        return NodeFactory.createLiteralString(text);
    }

    private static Node number(long value) {
        return NodeFactory.createLiteralDT(Long.toString(value), XSDDatatype.XSDinteger);
    }

    private static Optional<Node> one(Graph graph, Node subject, Node property) {
        return graph.find(subject, property, Node.ANY).nextOptional().map(Triple::getObject);
    }

    private static Optional<String> textOf(Graph graph, Node subject) {
        return one(graph, subject, VOID.uriSpace.asNode())
                .filter(Node::isLiteral)
                .map(Node::getLiteralLexicalForm);
    }

    private static long count(Graph graph, Node subject, Node property) {
        return one(graph, subject, property)
                .filter(Node::isLiteral)
                .filter(node -> node.getLiteralValue() instanceof Number)
                .map(node -> ((Number) node.getLiteralValue()).longValue())
                .orElse(0L);
    }
}

package city.belfry.mappings.run;

import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.plan.Term;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.rml.TermMap.Gathering;
import city.belfry.mappings.write.Hash;
import city.belfry.mappings.write.QuadText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.RDF;

/// Statements with lists, containers and quoted triples. One per run.
///
/// A list that the mapping names grows while the run goes on (RML-CC, "Generating well-formed named
/// collections or containers") and is closed at its end. Only its length and last cell are kept.
final class CompositeStatements {
    private static final Node REIFIES = NodeFactory.createURI(RDF.getURI() + "reifies");

    private final Terms terms;
    private final boolean quotedSubjects;
    private final Graphs graphs;
    private final Consumer<Quad> sink;
    private final Map<Name, Grown> named = new LinkedHashMap<>();

    /// Statements of one run.
    ///
    /// @param quotedSubjects quoted triples may be subjects
    CompositeStatements(Terms terms, boolean quotedSubjects, Graphs graphs, Consumer<Quad> sink) {
        this.terms = terms;
        this.quotedSubjects = quotedSubjects;
        this.graphs = graphs;
        this.sink = sink;
    }

    /// The graphs of a rule.
    @FunctionalInterface
    interface Graphs {
        List<Node> of(Scan.Statements map, List<Term> ruleGraphs, Row row);
    }

    /// A collection in one graph.
    private record Name(Node graph, Node head, Gathering as) {}

    /// How far a collection has grown.
    private static final class Grown {
        private int length;
        private Node lastCell;

        Grown(Node head) {
            lastCell = head;
        }
    }

    void map(Scan.Statements map, List<Scan.Rule> rules, Row row) {
        List<Composite> subjects = terms.composites(map.subject(), row);
        if (subjects.isEmpty()) {
            return;
        }
        // A collection is written once for a record and graph, however many statements it is in.
        Map<Node, List<Node>> written = new HashMap<>();
        for (Scan.Rule rule : rules) {
            List<Node> predicates = new ArrayList<>(1);
            for (Term predicate : rule.predicates()) {
                predicates.addAll(terms.nodes(predicate, row));
            }
            List<Composite> objects = new ArrayList<>();
            for (Term object : rule.objects()) {
                objects.addAll(terms.composites(object, row));
            }
            for (Scan.Lookup lookup : rule.lookups()) {
                terms.found(lookup, row).forEach(node -> objects.add(new Composite.Single(node)));
            }
            if (predicates.isEmpty() && !rule.predicates().isEmpty()) {
                continue;
            }
            for (Node graph : graphs.of(map, rule.graphs(), row)) {
                List<Node> subjectNodes = written.computeIfAbsent(graph, unseen -> write(subjects, graph, true));
                for (Node object : write(objects, graph, false)) {
                    for (Node subject : subjectNodes) {
                        for (Node predicate : predicates) {
                            sink.accept(Quad.create(graph, subject, predicate, object));
                        }
                    }
                }
            }
        }
    }

    /// Closes the lists that could still grow.
    void end() {
        named.forEach((name, grown) -> {
            if (name.as() == Gathering.LIST) {
                sink.accept(Quad.create(name.graph(), grown.lastCell, RDF.rest.asNode(), RDF.nil.asNode()));
            }
        });
        named.clear();
    }

    private List<Node> write(List<Composite> composites, Node graph, boolean isSubject) {
        List<Node> nodes = new ArrayList<>(composites.size());
        for (Composite composite : composites) {
            nodes.add(write(composite, graph, isSubject));
        }
        return nodes;
    }

    private Node write(Composite composite, Node graph, boolean isSubject) {
        return switch (composite) {
            case Composite.Single(Node node) -> quotedSubjects ? node : reified(node, graph, isSubject);
            case Composite.Collection collection -> {
                Node head = inGraph(collection, graph);
                Name name = new Name(graph, head, collection.as());
                Grown grown =
                        collection.isNamed() ? named.computeIfAbsent(name, unseen -> new Grown(head)) : new Grown(head);
                if (collection.as() != Gathering.LIST) {
                    sink.accept(Quad.create(
                            graph, head, RDF.type.asNode(), collection.as().type()));
                }
                for (Composite member : collection.members()) {
                    add(name, grown, write(member, graph, false));
                }
                if (collection.as() == Gathering.LIST && !collection.isNamed()) {
                    sink.accept(Quad.create(graph, grown.lastCell, RDF.rest.asNode(), RDF.nil.asNode()));
                }
                yield head;
            }
        };
    }

    private void add(Name name, Grown grown, Node member) {
        int position = grown.length++;
        if (name.as() != Gathering.LIST) {
            Node membership = NodeFactory.createURI(RDF.getURI() + "_" + grown.length);
            sink.accept(Quad.create(name.graph(), name.head(), membership, member));
            return;
        }
        if (position > 0) {
            Node cell = cell(name, position);
            sink.accept(Quad.create(name.graph(), grown.lastCell, RDF.rest.asNode(), cell));
            grown.lastCell = cell;
        }
        sink.accept(Quad.create(name.graph(), grown.lastCell, RDF.first.asNode(), member));
    }

    private Node cell(Name name, int position) {
        String head = name.head().isBlank()
                ? name.head().getBlankNodeLabel()
                : name.head().toString();
        String graph = Quad.isDefaultGraph(name.graph()) ? "" : name.graph().toString();
        return terms.blank(graph + "+" + head + "+" + position);
    }

    /// A blank head that the mapping names is another one in each graph, as each graph has its own list.
    private Node inGraph(Composite.Collection collection, Node graph) {
        Node head = collection.node();
        return collection.isNamed() && head.isBlank() && !Quad.isDefaultGraph(graph)
                ? NodeFactory.createBlankNode(head.getBlankNodeLabel() + "+" + graph)
                : head;
    }

    /// A triple term is an object only (RDF 1.2 Concepts, "Triples"). In the place of a subject stands a
    /// blank node that reifies it, the same for the same triple.
    private Node reified(Node node, Node graph, boolean isSubject) {
        if (!node.isTripleTerm()) {
            return node;
        }
        Triple triple = node.getTriple();
        Node plain = NodeFactory.createTripleTerm(
                reified(triple.getSubject(), graph, true),
                triple.getPredicate(),
                reified(triple.getObject(), graph, false));
        if (!isSubject) {
            return plain;
        }
        byte[] text = QuadText.of(plain);
        Node reifier = terms.blank(
                "reifier-%016x%016x".formatted(Hash.high(text, 0, text.length), Hash.low(text, 0, text.length)));
        sink.accept(Quad.create(graph, reifier, REIFIES, plain));
        return reifier;
    }
}

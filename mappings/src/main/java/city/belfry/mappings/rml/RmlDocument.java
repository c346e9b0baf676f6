package city.belfry.mappings.rml;

import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.TriplesMap.Join;
import city.belfry.mappings.rml.TriplesMap.PredicateObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.RDF;

/// An RML document as records.
///
/// @param name document, for messages
/// @param triplesMaps in the order of the document
public record RmlDocument(String name, List<TriplesMap> triplesMaps) {
    private static final Set<String> TRIPLES_MAP_TERMS =
            Set.of("logicalSource", "subjectMap", "subject", "predicateObjectMap", "baseIRI");
    private static final Set<String> PREDICATE_OBJECT_TERMS =
            Set.of("predicate", "predicateMap", "object", "objectMap", "graph", "graphMap");

    /// Reads a document.
    ///
    /// @param name document, for messages
    public static RmlDocument read(byte[] turtle, String name, Map<String, String> parameters) {
        return new Reading(DocumentGraph.read(turtle, name, parameters)).document(name);
    }

    /// One walk through the graph of a document.
    private static final class Reading {
        private final DocumentGraph graph;
        private final TermMaps termMaps;
        private final LogicalViews sources;

        Reading(DocumentGraph graph) {
            this.graph = graph;
            termMaps = new TermMaps(graph);
            sources = new LogicalViews(graph, termMaps, new LogicalSources(graph, termMaps));
        }

        RmlDocument document(String name) {
            Set<Node> nodes = new LinkedHashSet<>(graph.subjects(Vocabulary.rml("logicalSource")));
            nodes.addAll(graph.subjects(Vocabulary.rml("subjectMap")));
            nodes.addAll(graph.subjects(Vocabulary.rml("predicateObjectMap")));
            // Also those that no triples map uses: a fault in one is not to be found only later.
            graph.subjects(Vocabulary.rml("viewOn")).forEach(sources::read);
            List<TriplesMap> triplesMaps = new ArrayList<>();
            for (Node node : nodes) {
                triplesMaps.add(triplesMap(node));
            }
            if (triplesMaps.isEmpty()) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        Position.START,
                        "the document has no triples map (nothing with rml:logicalSource).");
            }
            return new RmlDocument(name, List.copyOf(triplesMaps));
        }

        private TriplesMap triplesMap(Node node) {
            Position at = graph.at(node);
            termMaps.checkTerms(node, TRIPLES_MAP_TERMS, "a triples map");
            List<Node> logicalSources = graph.objects(node, Vocabulary.rml("logicalSource"));
            if (logicalSources.size() != 1) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        at,
                        "the triples map %s has %d rml:logicalSource; it needs exactly one."
                                .formatted(label(node), logicalSources.size()));
            }
            List<Node> subjects = graph.objects(node, Vocabulary.rml("subjectMap"));
            List<Node> constants = graph.objects(node, Vocabulary.rml("subject"));
            if (subjects.size() + constants.size() != 1) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        at,
                        "the triples map %s has %d subject maps; it needs exactly one rml:subjectMap or rml:subject."
                                .formatted(label(node), subjects.size() + constants.size()));
            }
            TermMap subject = subjects.isEmpty()
                    ? termMaps.constant(node, "subject", constants.getFirst(), TermMaps.Place.SUBJECT)
                    : termMaps.read(subjects.getFirst(), TermMaps.Place.SUBJECT);
            List<TermMap> graphs = new ArrayList<>();
            List<PredicateObject> predicateObjects = new ArrayList<>();
            if (!subjects.isEmpty()) {
                Node subjectNode = subjects.getFirst();
                graphs.addAll(graphs(subjectNode));
                for (Node type : graph.objects(subjectNode, Vocabulary.rml("class"))) {
                    if (!type.isURI()) {
                        throw graph.invalid(
                                Code.TERM_TYPE_INVALID,
                                graph.at(subjectNode, Vocabulary.rml("class"), type),
                                "a class is an IRI, not " + type + ".");
                    }
                    predicateObjects.add(new PredicateObject(
                            List.of(termMaps.constant(
                                    subjectNode, "class", RDF.type.asNode(), TermMaps.Place.PREDICATE)),
                            List.of(termMaps.constant(subjectNode, "class", type, TermMaps.Place.OBJECT)),
                            List.of(),
                            List.of(),
                            graph.at(subjectNode, Vocabulary.rml("class"), type)));
                }
            }
            for (Node predicateObject : graph.objects(node, Vocabulary.rml("predicateObjectMap"))) {
                predicateObjects.add(predicateObject(predicateObject));
            }
            List<Node> bases = graph.objects(node, Vocabulary.rml("baseIRI"));
            Optional<String> base = bases.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            bases.getFirst().isURI()
                                    ? bases.getFirst().getURI()
                                    : bases.getFirst().getLiteralLexicalForm());
            return new TriplesMap(
                    node,
                    label(node),
                    at,
                    sources.read(logicalSources.getFirst()),
                    subject,
                    List.copyOf(graphs),
                    List.copyOf(predicateObjects),
                    base,
                    isAsserted(node));
        }

        private boolean isAsserted(Node node) {
            boolean isNot = graph.isType(node, Vocabulary.rml("NonAssertedTriplesMap"));
            if (isNot && graph.isType(node, Vocabulary.rml("AssertedTriplesMap"))) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        graph.at(node),
                        "the triples map %s is an rml:AssertedTriplesMap and an rml:NonAssertedTriplesMap; it can be only one."
                                .formatted(label(node)));
            }
            return !isNot;
        }

        private PredicateObject predicateObject(Node node) {
            termMaps.checkTerms(node, PREDICATE_OBJECT_TERMS, "a predicate-object map");
            List<TermMap> predicates = terms(node, "predicate", "predicateMap", TermMaps.Place.PREDICATE);
            List<TermMap> objects = new ArrayList<>();
            List<Join> joins = new ArrayList<>();
            for (Node object : graph.objects(node, Vocabulary.rml("object"))) {
                objects.add(termMaps.constant(node, "object", object, TermMaps.Place.OBJECT));
            }
            for (Node object : graph.objects(node, Vocabulary.rml("objectMap"))) {
                if (graph.objects(object, Vocabulary.rml("parentTriplesMap")).isEmpty()) {
                    objects.add(termMaps.read(object, TermMaps.Place.OBJECT));
                } else {
                    joins.add(termMaps.join(object));
                }
            }
            if (predicates.isEmpty() || (objects.isEmpty() && joins.isEmpty())) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        graph.at(node),
                        "a predicate-object map needs at least one predicate and one object.");
            }
            return new PredicateObject(
                    predicates, List.copyOf(objects), List.copyOf(joins), graphs(node), graph.at(node));
        }

        private List<TermMap> graphs(Node node) {
            return terms(node, "graph", "graphMap", TermMaps.Place.GRAPH);
        }

        private List<TermMap> terms(Node node, String shortcut, String full, TermMaps.Place place) {
            List<TermMap> terms = new ArrayList<>();
            for (Node constant : graph.objects(node, Vocabulary.rml(shortcut))) {
                terms.add(termMaps.constant(node, shortcut, constant, place));
            }
            for (Node map : graph.objects(node, Vocabulary.rml(full))) {
                terms.add(termMaps.read(map, place));
            }
            return List.copyOf(terms);
        }

        private String label(Node node) {
            if (!node.isURI()) {
                return "of " + graph.at(node);
            }
            String iri = node.getURI();
            return iri.substring(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);
        }
    }
}

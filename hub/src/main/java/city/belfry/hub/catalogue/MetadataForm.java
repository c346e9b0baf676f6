package city.belfry.hub.catalogue;

import city.belfry.ontology.Finding;
import city.belfry.ontology.Shapes;
import city.belfry.ontology.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.util.graph.GNode;
import org.apache.jena.sparql.util.graph.GraphList;
import org.apache.jena.util.iterator.ExtendedIterator;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.apache.jena.vocabulary.XSD;

/// The form in which a steward describes a dataset, read from the shapes `dataset-form`: a property that is added there
/// is a field, with no Java. Immutable and thread-safe.
public final class MetadataForm {
    private static final String SHAPES = "https://w3id.org/belfry/shapes/dataset-form";
    private static final Node SINGLE_LINE = NodeFactory.createURI("http://datashapes.org/dash#singleLine");
    private static final Node EXAMPLE = SKOS.example.asNode();
    private static final String MAILBOX = "^mailto:";

    /// Fields that belong together.
    public record Section(Map<String, String> labels, List<FormField> fields) {
        public String label(Locale locale) {
            return FormField.in(labels, locale).orElse("");
        }
    }

    private final List<Section> sections;
    private final Shapes shapes = Shapes.forProfile("dataset-form");
    private final Shapes dcatAp = Shapes.forProfile("dcat-ap");
    private final Shapes highValue = Shapes.forProfile("hvd");

    private MetadataForm(List<Section> sections) {
        this.sections = sections;
    }

    /// The shapes are read once: they are part of the program.
    private static final class Source {
        private static final Graph GRAPH = Optional.ofNullable(
                        Vocabulary.files(SHAPES).get(SHAPES))
                .orElseThrow(() -> new IllegalStateException(SHAPES + " is part of the program"));
    }

    /// The names of a code of the lists that the form uses.
    static ExtendedIterator<Triple> labels(Node code) {
        return Source.GRAPH.find(code, SKOS.prefLabel.asNode(), Node.ANY);
    }

    public static MetadataForm load() {
        Graph graph = Source.GRAPH;
        Node ofDataset = graph.find(Node.ANY, SHACL.targetClass, DCAT.Dataset.asNode())
                .mapWith(Triple::getSubject)
                .nextOptional()
                .orElseThrow();
        Map<Node, List<FormField>> byGroup = new LinkedHashMap<>();
        for (FormField field : fields(graph, ofDataset, "")) {
            byGroup.computeIfAbsent(field.group().orElseThrow(), unseen -> new ArrayList<>())
                    .add(field);
        }
        List<Section> sections = byGroup.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> number(graph, entry.getKey(), SHACL.order, 0)))
                .map(entry -> new Section(texts(graph, entry.getKey(), RDFS.label.asNode()), entry.getValue()))
                .toList();
        return new MetadataForm(sections);
    }

    public List<Section> sections() {
        return sections;
    }

    public List<FormField> fields() {
        return sections.stream().flatMap(section -> section.fields().stream()).toList();
    }

    private static List<FormField> fields(Graph graph, Node shape, String whole) {
        return graph
                .find(shape, SHACL.property, Node.ANY)
                .mapWith(triple -> field(graph, triple.getObject(), whole))
                .toList()
                .stream()
                .sorted(Comparator.comparingInt(FormField::order))
                .toList();
    }

    private static FormField field(Graph graph, Node shape, String whole) {
        Node path = object(graph, shape, SHACL.path).orElseThrow();
        String name = whole + path.getLocalName();
        Optional<Node> ofParts = graph.find(Node.ANY, SHACL.targetObjectsOf, path)
                .mapWith(Triple::getSubject)
                .nextOptional();
        List<FormField> parts =
                ofParts.map(parted -> fields(graph, parted, name + ".")).orElse(List.of());
        List<FormField.Choice> choices = object(graph, shape, SHACL.in)
                .map(list -> GraphList.members(new GNode(graph, list)))
                .orElse(List.of())
                .stream()
                .map(value -> choice(graph, value))
                .toList();
        List<FormField.Choice> offered = graph.find(shape, EXAMPLE, Node.ANY)
                .mapWith(triple -> choice(graph, triple.getObject()))
                .toList();
        return new FormField(
                name,
                path,
                texts(graph, shape, SHACL.name),
                texts(graph, shape, SHACL.description),
                object(graph, shape, SHACL.group),
                number(graph, shape, SHACL.order, 0),
                kind(graph, shape, !parts.isEmpty()),
                number(graph, shape, SHACL.minCount, 0) > 0,
                number(graph, shape, SHACL.maxCount, Integer.MAX_VALUE) > 1,
                choices,
                offered,
                parts,
                object(graph, shape, SHACL.class_));
    }

    private static FormField.Kind kind(Graph graph, Node shape, boolean hasParts) {
        if (hasParts) {
            return FormField.Kind.THING;
        }
        if (graph.contains(shape, SHACL.in, Node.ANY)) {
            return FormField.Kind.CODE;
        }
        if (graph.contains(shape, SHACL.datatype, XSD.date.asNode())) {
            return FormField.Kind.DAY;
        }
        Optional<Node> line = object(graph, shape, SINGLE_LINE);
        if (line.isPresent()) {
            return line.orElseThrow().getLiteralLexicalForm().equals("true")
                    ? FormField.Kind.TEXT
                    : FormField.Kind.LONG_TEXT;
        }
        return object(graph, shape, SHACL.pattern)
                        .filter(pattern -> pattern.getLiteralLexicalForm().startsWith(MAILBOX))
                        .isPresent()
                ? FormField.Kind.MAILBOX
                : FormField.Kind.ADDRESS;
    }

    private static FormField.Choice choice(Graph graph, Node value) {
        return new FormField.Choice(value, texts(graph, value, SKOS.prefLabel.asNode()));
    }

    private static Optional<Node> object(Graph graph, Node subject, Node property) {
        return graph.find(subject, property, Node.ANY)
                .mapWith(Triple::getObject)
                .nextOptional();
    }

    private static int number(Graph graph, Node subject, Node property, int fallback) {
        return object(graph, subject, property)
                .map(node -> ((Number) node.getLiteralValue()).intValue())
                .orElse(fallback);
    }

    private static Map<String, String> texts(Graph graph, Node subject, Node property) {
        Map<String, String> texts = new TreeMap<>();
        graph.find(subject, property, Node.ANY)
                .forEachRemaining(triple -> texts.put(
                        triple.getObject().getLiteralLanguage(),
                        triple.getObject().getLiteralLexicalForm()));
        return texts;
    }

    /// What a record says with the fields of this form, and nothing else of it.
    public Graph of(Graph record, Node dataset) {
        Graph said = GraphFactory.createDefaultGraph();
        fields().forEach(field -> GraphUtil.addInto(said, of(record, dataset, field)));
        return said;
    }

    /// What a record says with one field.
    static Graph of(Graph record, Node dataset, FormField field) {
        Graph said = GraphFactory.createDefaultGraph();
        for (Triple triple : record.find(dataset, field.path(), Node.ANY).toList()) {
            said.add(triple);
            if (field.kind() == FormField.Kind.THING) {
                record.find(triple.getObject(), RDF.type.asNode(), Node.ANY).forEachRemaining(said::add);
                for (FormField part : field.parts()) {
                    record.find(triple.getObject(), part.path(), Node.ANY).forEachRemaining(said::add);
                }
            }
        }
        return said;
    }

    /// The properties that two descriptions give different values.
    Set<Node> differing(Graph one, Graph other, Node dataset) {
        Set<Node> differing = new HashSet<>();
        for (FormField field : fields()) {
            if (!of(one, dataset, field).isIsomorphicWith(of(other, dataset, field))) {
                differing.add(field.path());
            }
        }
        return differing;
    }

    /// What is wrong with a description, by the name of the field that it stands beside; what belongs to no field is
    /// under the empty name.
    ///
    /// @param record the dataset with all that belongs to it
    public Map<String, List<Finding>> check(Graph record, Node dataset, Locale locale) {
        Map<String, List<Finding>> byField = new TreeMap<>();
        Set<String> told = new HashSet<>();
        boolean isHighValue = record.contains(dataset, Dcat3.HVD_CATEGORY.asNode(), Node.ANY);
        for (Shapes each : List.of(shapes, isHighValue ? highValue : dcatAp)) {
            for (Finding finding :
                    each.check(record, dataset.getLocalName(), locale).findings()) {
                if (isOfCommonService(record, finding)) {
                    continue;
                }
                String name = fieldOf(finding, record, dataset);
                // DCAT-AP asks for some of it too; a steward is told once.
                if (each == shapes || !told.contains(name)) {
                    byField.computeIfAbsent(name, unseen -> new ArrayList<>()).add(finding);
                }
            }
            told.addAll(byField.keySet());
        }
        return byField;
    }

    /// The service for all datasets falls under no act: the one for this dataset does.
    private static boolean isOfCommonService(Graph record, Finding finding) {
        Node focus = NodeFactory.createURI(finding.place().path());
        return finding.code().startsWith("HVD_SERVICE_")
                && !record.contains(focus, Dcat3.APPLICABLE_LEGISLATION.asNode(), Node.ANY);
    }

    private String fieldOf(Finding finding, Graph record, Node dataset) {
        String focus = finding.place().path();
        boolean ofDataset = focus.equals(dataset.toString());
        for (FormField field : fields()) {
            if (ofDataset && field.path().getLocalName().equals(finding.field())) {
                return field.name();
            }
            for (FormField part : field.parts()) {
                if (part.path().getLocalName().equals(finding.field())
                        && record.find(dataset, field.path(), Node.ANY)
                                .filterKeep(
                                        triple -> triple.getObject().toString().equals(focus))
                                .hasNext()) {
                    return part.name();
                }
            }
        }
        return "";
    }
}

package city.belfry.hub.pages;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.FormField;
import city.belfry.hub.catalogue.MetadataForm;
import city.belfry.ontology.Finding;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.RDF;
import org.springframework.util.MultiValueMap;

/// The metadata form between its two shapes: statements about a dataset, and inputs of a page.
///
/// An input has the name of its field; a text has its language beside it, as `title` and `title.lang`, pair by pair.
final class MetadataInputs {
    /// Values of one field that a form takes.
    private static final int VALUES_MAX = 100;
    /// Characters of one value.
    private static final int LENGTH_MAX = 20_000;

    private static final String MAILTO = "mailto:";

    private final MetadataForm form;
    private final CatalogueIris iris;

    MetadataInputs(MetadataForm form, CatalogueIris iris) {
        this.form = form;
        this.iris = iris;
    }

    /// One value of a field as it is shown and sent.
    record Row(String value, String language) {}

    /// A choice of a list, chosen or not.
    record Option(String value, String label, boolean chosen) {}

    /// A field with its values.
    record Input(
            String name,
            String id,
            String label,
            String description,
            FormField.Kind kind,
            boolean required,
            boolean several,
            List<Row> rows,
            List<Option> options,
            List<Option> offered,
            List<Input> parts,
            List<Finding> findings) {}

    record Section(String label, List<Input> inputs) {}

    /// What the form shows for a description.
    List<Section> sections(Graph record, Node dataset, Map<String, List<Finding>> findings, Locale locale) {
        return form.sections().stream()
                .map(section -> new Section(
                        section.label(locale),
                        section.fields().stream()
                                .map(field -> input(record, dataset, field, findings, locale))
                                .toList()))
                .toList();
    }

    private Input input(
            Graph record, Node subject, FormField field, Map<String, List<Finding>> findings, Locale locale) {
        List<Node> values = record.find(subject, field.path(), Node.ANY).mapWith(Triple::getObject).toList().stream()
                .sorted(Comparator.comparing(Node::toString))
                .toList();
        List<Row> rows =
                new ArrayList<>(values.stream().map(value -> row(value, field)).toList());
        // One empty row more, so that a value can be added without a script.
        if (rows.isEmpty() || field.several()) {
            rows.add(new Row("", isText(field) ? locale.getLanguage() : ""));
        }
        Node thing = values.stream().findFirst().orElse(NodeFactory.createBlankNode());
        return new Input(
                field.name(),
                "f-" + field.name().replace('.', '-'),
                field.label(locale),
                field.description(locale),
                field.kind(),
                field.required(),
                field.several(),
                rows,
                options(field.choices(), values, locale),
                options(field.offered(), values, locale),
                field.parts().stream()
                        .map(part -> input(record, thing, part, findings, locale))
                        .toList(),
                findings.getOrDefault(field.name(), List.of()));
    }

    private static List<Option> options(List<FormField.Choice> choices, List<Node> values, Locale locale) {
        return choices.stream()
                .map(choice ->
                        new Option(choice.value().toString(), choice.label(locale), values.contains(choice.value())))
                .toList();
    }

    private static Row row(Node value, FormField field) {
        if (value.isLiteral()) {
            return new Row(value.getLiteralLexicalForm(), value.getLiteralLanguage());
        }
        String text = value.toString();
        return new Row(
                field.kind() == FormField.Kind.MAILBOX && text.startsWith(MAILTO)
                        ? text.substring(MAILTO.length())
                        : text,
                "");
    }

    private static boolean isText(FormField field) {
        return field.kind() == FormField.Kind.TEXT || field.kind() == FormField.Kind.LONG_TEXT;
    }

    /// What somebody filled in, as statements about the dataset.
    Graph statements(MultiValueMap<String, String> sent, String dataset) {
        Graph statements = GraphFactory.createDefaultGraph();
        Node self = iris.dataset(dataset);
        statements.add(self, RDF.type.asNode(), org.apache.jena.vocabulary.DCAT.Dataset.asNode());
        for (FormField field : form.fields()) {
            if (field.kind() == FormField.Kind.THING) {
                addThing(statements, self, field, sent, dataset);
            } else {
                values(field, sent).forEach(value -> statements.add(self, field.path(), value));
            }
        }
        return statements;
    }

    private void addThing(
            Graph statements, Node self, FormField field, MultiValueMap<String, String> sent, String dataset) {
        Graph parts = GraphFactory.createDefaultGraph();
        Optional<String> name = field.parts().stream()
                .filter(part -> part.kind() == FormField.Kind.TEXT)
                .flatMap(part -> values(part, sent).stream())
                .map(Node::getLiteralLexicalForm)
                .findFirst();
        Node thing = field.partType().filter(FOAF.Agent.asNode()::equals).isPresent()
                ? iris.agentNamed(name.orElse(""))
                : iris.part(dataset, field.path().getLocalName());
        for (FormField part : field.parts()) {
            values(part, sent).forEach(value -> parts.add(thing, part.path(), value));
        }
        if (!parts.isEmpty()) {
            field.partType().ifPresent(type -> parts.add(thing, RDF.type.asNode(), type));
            parts.find().forEachRemaining(statements::add);
            statements.add(self, field.path(), thing);
        }
    }

    private static List<Node> values(FormField field, MultiValueMap<String, String> sent) {
        List<String> texts = sent.getOrDefault(field.name(), List.of());
        List<String> languages = sent.getOrDefault(field.name() + ".lang", List.of());
        List<Node> values = new ArrayList<>();
        for (int i = 0; i < Math.min(texts.size(), VALUES_MAX); i++) {
            String whole = texts.get(i).replace("\r\n", "\n").strip();
            String text = whole.substring(0, Math.min(whole.length(), LENGTH_MAX));
            if (!text.isEmpty()) {
                values.add(value(
                        field, text, i < languages.size() ? languages.get(i).strip() : ""));
            }
        }
        return values;
    }

    private static Node value(FormField field, String text, String language) {
        return switch (field.kind()) {
            case TEXT, LONG_TEXT ->
                language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
                        ? NodeFactory.createLiteralLang(text, language)
                        : NodeFactory.createLiteralString(text);
            case ADDRESS, CODE -> addressOrText(text);
            case MAILBOX -> addressOrText(text.startsWith(MAILTO) ? text : MAILTO + text);
            case DAY -> NodeFactory.createLiteralDT(text, XSDDatatype.XSDdate);
            case THING -> throw new IllegalArgumentException(field.name() + " has no value of its own");
        };
    }

    /// What is no address stays a text, and the rule of the field says so.
    private static Node addressOrText(String text) {
        try {
            URI address = URI.create(text);
            boolean isKnown = DatasetController.isWeb(text) || text.startsWith(MAILTO);
            return address.isAbsolute() && isKnown
                    ? NodeFactory.createURI(text)
                    : NodeFactory.createLiteralString(text);
        } catch (IllegalArgumentException e) {
            return NodeFactory.createLiteralString(text);
        }
    }
}

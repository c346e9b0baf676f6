package city.belfry.ontology;

import java.util.Map;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.XSD;

/// The `@context` under which the hub's JSON reads as plain keys: every term of the ontology under its own name, with
/// its type, and the foreign terms that entities carry.
///
/// It keeps to what JSON-LD 1.0 and 1.1 share (no `@version`, no scoped contexts), because a 1.0 processor ignores a
/// scoped context in silence (JSON-LD 1.1 §4.1.8). A term takes a datatype only when all its values have that one: a
/// range of `rdfs:Literal` gets none. A decimal is written as a string under it: a JSON number would become a double.
public final class JsonLdContext {
    /// Key to expanded definition, for what the ontology does not define itself.
    private static final Map<String, String> FOREIGN = Map.ofEntries(
            prefix("dcat", "http://www.w3.org/ns/dcat#"),
            prefix("dcterms", "http://purl.org/dc/terms/"),
            prefix("foaf", "http://xmlns.com/foaf/0.1/"),
            prefix("geo", "http://www.opengis.net/ont/geosparql#"),
            prefix("prov", "http://www.w3.org/ns/prov#"),
            prefix("skos", "http://www.w3.org/2004/02/skos/core#"),
            prefix("sosa", "http://www.w3.org/ns/sosa/"),
            prefix("xsd", XSD.NS),
            Map.entry("id", "\"@id\""),
            Map.entry("type", "\"@type\""),
            Map.entry("label", "\"" + RDFS.label.getURI() + "\""),
            link("isDefinedBy", RDFS.isDefinedBy.getURI()),
            Map.entry("identifier", "\"http://purl.org/dc/terms/identifier\""),
            Map.entry("title", "\"http://purl.org/dc/terms/title\""),
            Map.entry("description", "\"http://purl.org/dc/terms/description\""),
            link("geometry", "http://www.opengis.net/ont/geosparql#hasGeometry"),
            typed(
                    "asWKT",
                    "http://www.opengis.net/ont/geosparql#asWKT",
                    "http://www.opengis.net/ont/geosparql#wktLiteral"),
            typed("resultTime", "http://www.w3.org/ns/sosa/resultTime", XSD.dateTime.getURI()),
            Map.entry("result", "\"http://www.w3.org/ns/sosa/hasSimpleResult\""),
            link("observedProperty", "http://www.w3.org/ns/sosa/observedProperty"),
            link("unit", "http://qudt.org/schema/qudt/hasUnit"),
            Map.entry("Observation", "\"http://www.w3.org/ns/sosa/Observation\""),
            Map.entry("Geometry", "\"http://www.opengis.net/ont/geosparql#Geometry\""),
            Map.entry("Feature", "\"http://www.opengis.net/ont/geosparql#Feature\""));

    private static final Node RANGE_INCLUDES = NodeFactory.createURI("https://schema.org/rangeIncludes");

    private JsonLdContext() {}

    /// The context document, `{"@context": {…}}`, with its keys in order, so that two builds give the same bytes.
    public static String document() {
        Graph ontology = Vocabulary.graph();
        Map<String, String> keys = new TreeMap<>(FOREIGN);
        ontology.find(Node.ANY, RDF.type.asNode(), Node.ANY)
                .filterKeep(triple -> triple.getSubject().isURI()
                        && triple.getSubject().getURI().startsWith(City.NS))
                .forEachRemaining(triple -> {
                    Node term = triple.getSubject();
                    if (triple.getObject().equals(OWL.ObjectProperty.asNode())) {
                        Map.Entry<String, String> entry = link(term.getLocalName(), term.getURI());
                        keys.put(entry.getKey(), entry.getValue());
                    } else if (triple.getObject().equals(OWL.DatatypeProperty.asNode())) {
                        keys.put(term.getLocalName(), value(ontology, term));
                    } else if (triple.getObject().equals(OWL.Class.asNode())) {
                        keys.put(term.getLocalName(), "\"" + term.getURI() + "\"");
                    }
                });
        var json = new StringBuilder("{\n  \"@context\": {");
        String separator = "\n    ";
        for (Map.Entry<String, String> key : keys.entrySet()) {
            json.append(separator)
                    .append('"')
                    .append(key.getKey())
                    .append("\": ")
                    .append(key.getValue());
            separator = ",\n    ";
        }
        return json.append("\n  }\n}\n").toString();
    }

    /// Numbers, truth values and plain text need no type: JSON has them. Dates and addresses are text in JSON and get
    /// one.
    private static String value(Graph ontology, Node property) {
        String range = range(ontology, property);
        boolean plain = range.equals(XSD.xstring.getURI())
                || range.equals(XSD.integer.getURI())
                || range.equals(XSD.xboolean.getURI())
                || range.equals(RDFS.Literal.getURI());
        return plain
                ? "\"" + property.getURI() + "\""
                : typed(property.getLocalName(), property.getURI(), range).getValue();
    }

    private static String range(Graph ontology, Node property) {
        var included = ontology.find(property, RANGE_INCLUDES, Node.ANY);
        if (included.hasNext()) {
            return included.next().getObject().getURI();
        }
        return ontology.find(property, RDFS.range.asNode(), Node.ANY)
                .next()
                .getObject()
                .getURI();
    }

    private static Map.Entry<String, String> prefix(String name, String namespace) {
        return Map.entry(name, "\"" + namespace + "\"");
    }

    private static Map.Entry<String, String> link(String key, String iri) {
        return typed(key, iri, "@id");
    }

    private static Map.Entry<String, String> typed(String key, String iri, String type) {
        return Map.entry(key, "{\"@id\": \"" + iri + "\", \"@type\": \"" + type + "\"}");
    }
}

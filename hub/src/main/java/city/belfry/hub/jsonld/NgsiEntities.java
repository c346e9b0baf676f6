package city.belfry.hub.jsonld;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.XSD;

/// A graph in terms of NGSI-LD (ETSI GS CIM 009) as the JSON of a context broker: one object for each entity.
///
/// An attribute is named by what its IRI ends with, which is its name in the context of Smart Data Models.
public final class NgsiEntities {
    private static final String NGSI = "https://uri.etsi.org/ngsi-ld/";
    private static final Node TYPE = RDF.type.asNode();
    private static final Node HAS_VALUE = NodeFactory.createURI(NGSI + "hasValue");
    private static final Node HAS_OBJECT = NodeFactory.createURI(NGSI + "hasObject");
    private static final Node UNIT_CODE = NodeFactory.createURI(NGSI + "unitCode");
    private static final Node OBSERVED_AT = NodeFactory.createURI(NGSI + "observedAt");
    private static final List<String> CONTEXTS = List.of(
            "https://smartdatamodels.org/context.jsonld",
            "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.9.jsonld");

    /// How much an entity says of its attributes (§4.5.1 and §4.5.4).
    public enum Form {
        /// Each attribute with its kind, unit and time.
        NORMALISED,
        /// Each attribute as its bare value.
        KEY_VALUES
    }

    private final Graph graph;
    private final Form form;
    private final Function<Node, Object> geometry;

    /// @param geometry GeoJSON of a WKT literal
    public NgsiEntities(Graph graph, Form form, Function<Node, Object> geometry) {
        this.graph = graph;
        this.form = form;
        this.geometry = geometry;
    }

    /// The entities in the order of their identifiers.
    public List<Map<String, Object>> all() {
        Map<String, Node> entities = new TreeMap<>();
        graph.find(Node.ANY, TYPE, Node.ANY)
                .filterDrop(triple -> triple.getObject().getURI().startsWith(NGSI))
                .forEachRemaining(triple -> entities.put(triple.getSubject().getURI(), triple.getSubject()));
        List<Map<String, Object>> all = new ArrayList<>();
        entities.values().forEach(entity -> all.add(entity(entity)));
        return all;
    }

    private Map<String, Object> entity(Node entity) {
        Map<String, Object> attributes = new TreeMap<>();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", entity.getURI());
        graph.find(entity, Node.ANY, Node.ANY).forEachRemaining(triple -> {
            if (triple.getPredicate().equals(TYPE)) {
                json.put("type", name(triple.getObject()));
            } else {
                attributes.put(name(triple.getPredicate()), attribute(triple.getObject()));
            }
        });
        json.putAll(attributes);
        json.put("@context", CONTEXTS);
        return json;
    }

    private Object attribute(Node attribute) {
        Map<String, Object> normalised = new LinkedHashMap<>();
        for (Triple triple : graph.find(attribute, Node.ANY, Node.ANY).toList()) {
            Node object = triple.getObject();
            if (triple.getPredicate().equals(HAS_OBJECT)) {
                normalised.put("object", object.getURI());
            } else if (triple.getPredicate().equals(HAS_VALUE)) {
                normalised.put("value", value(object));
            } else if (triple.getPredicate().equals(UNIT_CODE)) {
                normalised.put("unitCode", object.getLiteralLexicalForm());
            } else if (triple.getPredicate().equals(OBSERVED_AT)) {
                normalised.put("observedAt", object.getLiteralLexicalForm());
            } else if (triple.getPredicate().equals(TYPE)) {
                normalised.put("type", name(object));
            }
        }
        return form == Form.NORMALISED
                ? new TreeMap<>(normalised)
                : plain(normalised.getOrDefault("value", normalised.getOrDefault("object", "")));
    }

    /// A time is an object with its type among the attributes of the normalised form and a text among bare values.
    private static Object plain(Object value) {
        return value instanceof Map<?, ?> typed && typed.get("@value") instanceof String text ? text : value;
    }

    private Object value(Node node) {
        if (!node.isLiteral()) {
            Map<String, Object> parts = new TreeMap<>();
            graph.find(node, Node.ANY, Node.ANY)
                    .forEachRemaining(triple -> parts.put(name(triple.getPredicate()), value(triple.getObject())));
            return parts;
        }
        RDFDatatype type = node.getLiteralDatatype();
        if (type.getURI().endsWith("#wktLiteral")) {
            return geometry.apply(node);
        }
        if (type.getURI().equals(XSD.dateTime.getURI())) {
            return new TreeMap<>(Map.of("@type", "DateTime", "@value", node.getLiteralLexicalForm()));
        }
        return node.getLiteral().isWellFormed()
                        && (node.getLiteralValue() instanceof Number || node.getLiteralValue() instanceof Boolean)
                ? node.getLiteralValue()
                : node.getLiteralLexicalForm();
    }

    private static String name(Node term) {
        String iri = term.getURI();
        return iri.substring(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);
    }
}

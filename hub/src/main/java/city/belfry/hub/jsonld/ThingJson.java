package city.belfry.hub.jsonld;

import city.belfry.ontology.JsonLdContext;
import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.XSD;

/// A thing with its parts as one JSON object with plain keys, under the context of the ontology (JSON-LD 1.1 Framing).
/// The object names the context by its IRI. Immutable and thread-safe.
public final class ThingJson {
    /// Written as a JSON number without a loss: canonical, and small enough for every reader (RFC 8259 §6).
    private static final Pattern PLAIN_INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,14}");

    private final String contextIri;
    private final JsonObject context;

    public ThingJson(String cityBase) {
        this.contextIri = OfflineContexts.iri(cityBase);
        try (var reader = Json.createReader(new StringReader(JsonLdContext.document()))) {
            this.context = reader.readObject().getJsonObject("@context");
        }
    }

    /// The object for a thing.
    ///
    /// @param statements about the thing and the nodes that hang on it
    public String of(Graph statements, String iri) {
        JsonObject frame = Json.createObjectBuilder()
                .add("@context", context)
                .add("@id", iri)
                .build();
        try {
            JsonObject framed = JsonLd.frame(JsonDocument.of(expanded(statements)), JsonDocument.of(frame))
                    .get();
            JsonObjectBuilder named = Json.createObjectBuilder().add("@context", contextIri);
            framed.forEach((key, value) -> {
                if (!key.equals("@context")) {
                    named.add(key, value);
                }
            });
            return named.build().toString();
        } catch (JsonLdError e) {
            throw new IllegalStateException("the statements about <" + iri + "> do not become JSON-LD", e);
        }
    }

    /// The statements in expanded form (JSON-LD 1.1 §5.1): one object a subject. Lists stay the nodes that they are.
    private static JsonArray expanded(Graph statements) {
        Map<Node, Map<Node, JsonArrayBuilder>> bySubject = new LinkedHashMap<>();
        statements
                .find()
                .forEachRemaining(triple -> bySubject
                        .computeIfAbsent(triple.getSubject(), subject -> new LinkedHashMap<>())
                        .computeIfAbsent(triple.getPredicate(), predicate -> Json.createArrayBuilder())
                        .add(value(triple.getPredicate(), triple.getObject())));
        JsonArrayBuilder nodes = Json.createArrayBuilder();
        bySubject.forEach((subject, properties) -> {
            JsonObjectBuilder node = Json.createObjectBuilder().add("@id", id(subject));
            properties.forEach((predicate, values) ->
                    node.add(predicate.equals(RDF.type.asNode()) ? "@type" : predicate.getURI(), values));
            nodes.add(node);
        });
        return nodes.build();
    }

    private static JsonValue value(Node predicate, Node object) {
        if (object.isLiteral()) {
            return literal(object);
        }
        return predicate.equals(RDF.type.asNode())
                ? Json.createValue(id(object))
                : Json.createObjectBuilder().add("@id", id(object)).build();
    }

    private static String id(Node node) {
        return node.isBlank() ? "_:" + node.getBlankNodeLabel().replaceAll("[^A-Za-z0-9]", "x") : node.getURI();
    }

    /// Integers and truth values in the form that JSON has for them; decimals stay texts, since a JSON number with a
    /// fraction is read as a double (JSON-LD 1.1 API §8.2.2).
    private static JsonObject literal(Node literal) {
        String text = literal.getLiteralLexicalForm();
        String type = literal.getLiteralDatatypeURI();
        JsonObjectBuilder value = Json.createObjectBuilder();
        if (!literal.getLiteralLanguage().isEmpty()) {
            return value.add("@value", text)
                    .add("@language", literal.getLiteralLanguage())
                    .build();
        }
        if (type.equals(XSD.xstring.getURI())) {
            return value.add("@value", text).build();
        }
        if (type.equals(XSD.integer.getURI()) && PLAIN_INTEGER.matcher(text).matches()) {
            return value.add("@value", Long.parseLong(text)).build();
        }
        if (type.equals(XSD.xboolean.getURI()) && (text.equals("true") || text.equals("false"))) {
            return value.add("@value", Boolean.parseBoolean(text)).build();
        }
        return value.add("@value", text).add("@type", type).build();
    }
}

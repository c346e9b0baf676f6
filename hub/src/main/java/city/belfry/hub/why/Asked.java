package city.belfry.hub.why;

import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.util.NodeFactoryExtra;

/// The statements that somebody asks about; what is not given is any.
///
/// @param text when the object is a literal of which only the text is given, whatever its language and datatype
public record Asked(Node subject, Optional<Node> predicate, Optional<Node> object, Optional<String> text) {
    private static final int TERM_CHARACTERS_MAX = 8_000;

    /// Reads terms as Turtle writes them: `<iri>`, `prefix:name`, `"text"@fr`, `12`. An IRI may stand without brackets,
    /// and an object that is none of these is a text.
    public static Asked of(
            String subject, Optional<String> predicate, Optional<String> object, Map<String, String> prefixes) {
        PrefixMap names = PrefixMapFactory.create(prefixes);
        Node about = term(subject, names)
                .filter(Node::isURI)
                .orElseThrow(() -> invalid("subject", subject, "an IRI, such as https://city.example/id/station/1"));
        Optional<Node> property = predicate
                .filter(text -> !text.isBlank())
                .map(text -> term(text, names)
                        .filter(Node::isURI)
                        .orElseThrow(() -> invalid("predicate", text, "an IRI or a name such as rdfs:label")));
        Optional<String> wanted = object.filter(text -> !text.isBlank());
        Optional<Node> node = wanted.flatMap(text -> term(text, names));
        return new Asked(about, property, node, node.isPresent() ? Optional.empty() : wanted);
    }

    boolean allows(Node value) {
        return text.isEmpty()
                || (value.isLiteral() && value.getLiteralLexicalForm().equals(text.get()));
    }

    private static Optional<Node> term(String given, PrefixMap names) {
        String text = given.strip();
        if (text.length() > TERM_CHARACTERS_MAX) {
            throw invalid("term", text.substring(0, 40) + "…", "at most " + TERM_CHARACTERS_MAX + " characters");
        }
        if (text.startsWith("http://") || text.startsWith("https://") || text.startsWith("urn:")) {
            return Optional.of(NodeFactory.createURI(text));
        }
        try {
            return Optional.of(NodeFactoryExtra.parseNode(text, names))
                    .filter(node -> node.isURI() || node.isLiteral());
        } catch (JenaException e) {
            // What is no term is taken as a text.
            return Optional.empty();
        }
    }

    private static WhyException invalid(String what, String text, String expected) {
        return new WhyException(
                WhyException.Code.STATEMENT_INVALID,
                "The " + what + " '" + text + "' is not what is expected: " + expected + ".");
    }
}

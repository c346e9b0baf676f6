package city.belfry.hub.sparql;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.jena.atlas.lib.Pair;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.vocabulary.RDF;

/// Which of some prefixes shorten anything in a graph. For one thread.
final class UsedPrefixes {
    /// Of a graph with more statements all prefixes are kept: looking would take as long as writing.
    static final int TRIPLES_MAX = 10_000;

    /// Numbers and truth values that Turtle writes bare (§2.5.2, §2.5.3).
    private static final Map<String, Pattern> BARE = Map.of(
            XSDDatatype.XSDinteger.getURI(), Pattern.compile("[+-]?\\d+"),
            XSDDatatype.XSDdecimal.getURI(), Pattern.compile("[+-]?\\d*\\.\\d+"),
            XSDDatatype.XSDdouble.getURI(), Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)[eE][+-]?\\d+"),
            XSDDatatype.XSDboolean.getURI(), Pattern.compile("true|false"));

    private final PrefixMap all;
    private final Set<String> used = new HashSet<>();

    private UsedPrefixes(Map<String, String> prefixes) {
        all = PrefixMapFactory.create(prefixes);
    }

    static Set<String> in(Graph graph, Map<String, String> prefixes) {
        if (graph.size() > TRIPLES_MAX) {
            return Set.copyOf(prefixes.keySet());
        }
        UsedPrefixes look = new UsedPrefixes(prefixes);
        Iterator<Triple> triples = graph.find();
        while (triples.hasNext() && look.used.size() < prefixes.size()) {
            look.note(triples.next());
        }
        return look.used;
    }

    private void note(Triple triple) {
        note(triple.getSubject());
        if (!triple.getPredicate().equals(RDF.type.asNode())) {
            note(triple.getPredicate());
        }
        note(triple.getObject());
    }

    private void note(Node node) {
        if (node.isURI()) {
            note(node.getURI());
        } else if (node.isTripleTerm()) {
            note(node.getTriple());
        } else if (node.isLiteral()) {
            String datatype = node.getLiteralDatatypeURI();
            Pattern bare = BARE.get(datatype);
            boolean isTyped = node.getLiteralLanguage().isEmpty() && !datatype.equals(XSDDatatype.XSDstring.getURI());
            if (isTyped
                    && (bare == null
                            || !bare.matcher(node.getLiteralLexicalForm()).matches())) {
                note(datatype);
            }
        }
    }

    private void note(String iri) {
        Pair<String, String> shortened = all.abbrev(iri);
        if (shortened != null) {
            used.add(shortened.getLeft());
        }
    }
}

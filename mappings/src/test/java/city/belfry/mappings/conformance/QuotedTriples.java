package city.belfry.mappings.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;

/// Reads N-Triples with quoted triples in any place, as the suite of RML-Star has them and RDF 1.2 no longer does.
/// Literals have no escapes in that suite.
final class QuotedTriples {
    private static final Pattern TOKEN = Pattern.compile(
            "<<\\(?|\\)?>>|<([^<>\\s]*)>|_:([A-Za-z0-9]+)|\"([^\"\\\\]*)\"(?:\\^\\^<([^<>\\s]*)>)?|\\.|(\\S)");

    private final List<Matcher> tokens = new ArrayList<>();
    private final Map<String, Node> blanks = new HashMap<>();
    private int at;

    static DatasetGraph read(String text) {
        QuotedTriples reader = new QuotedTriples();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            Matcher found = TOKEN.matcher(text);
            found.find(matcher.start());
            reader.tokens.add(found);
        }
        DatasetGraph dataset = DatasetGraphFactory.create();
        while (reader.at < reader.tokens.size()) {
            dataset.add(Quad.create(Quad.defaultGraphNodeGenerated, reader.term(), reader.term(), reader.term()));
            reader.expect(".");
        }
        return dataset;
    }

    private void expect(String token) {
        String found = tokens.get(at++).group();
        if (!found.contains(token)) {
            throw new IllegalArgumentException("expected " + token + ", found " + found);
        }
    }

    private Node term() {
        Matcher token = tokens.get(at++);
        if (token.group().startsWith("<<")) {
            Node quoted = NodeFactory.createTripleTerm(term(), term(), term());
            expect(">>");
            return quoted;
        }
        if (token.group(1) != null) {
            return NodeFactory.createURI(token.group(1));
        }
        if (token.group(2) != null) {
            return blanks.computeIfAbsent(token.group(2), label -> NodeFactory.createBlankNode(label));
        }
        if (token.group(3) != null) {
            return token.group(4) == null
                    ? NodeFactory.createLiteralString(token.group(3))
                    : NodeFactory.createLiteralDT(
                            token.group(3), TypeMapper.getInstance().getSafeTypeByName(token.group(4)));
        }
        throw new IllegalArgumentException("no term: " + token.group());
    }
}

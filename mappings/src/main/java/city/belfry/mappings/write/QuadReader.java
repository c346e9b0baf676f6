package city.belfry.mappings.write;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;

/// Reads back what [QuadText] wrote, with the same names of blank nodes. It is no reader for other N-Quads.
public final class QuadReader {
    private final byte[] bytes;
    private final int limit;
    private int at;

    private QuadReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        at = from;
        limit = to;
    }

    /// One term.
    public static Node term(byte[] bytes, int from, int to) {
        QuadReader reader = new QuadReader(bytes, from, to);
        Node node = reader.term();
        if (reader.at != to) {
            throw new IllegalStateException("no term: " + new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
        return node;
    }

    /// One line.
    public static Quad quad(byte[] bytes, int from, int to) {
        QuadReader reader = new QuadReader(bytes, from, to);
        Node subject = reader.term();
        reader.at++;
        Node predicate = reader.term();
        reader.at++;
        Node object = reader.term();
        reader.at++;
        Node graph = bytes[reader.at] == '.' ? Quad.defaultGraphNodeGenerated : reader.term();
        return Quad.create(graph, subject, predicate, object);
    }

    private Node term() {
        return switch (bytes[at]) {
            case '<' -> bytes[at + 1] == '<' ? tripleTerm() : NodeFactory.createURI(iri());
            case '_' -> blank();
            case '"' -> literal();
            default -> throw new IllegalStateException("no term begins with the byte " + bytes[at]);
        };
    }

    private Node tripleTerm() {
        at += "<<( ".length();
        Node subject = term();
        at++;
        Node predicate = term();
        at++;
        Node object = term();
        at += " )>>".length();
        return NodeFactory.createTripleTerm(Triple.create(subject, predicate, object));
    }

    private String iri() {
        int end = closing('>');
        String iri = unescaped(at + 1, end);
        at = end + 1;
        return iri;
    }

    private int closing(char close) {
        int end = at + 1;
        while (bytes[end] != close) {
            end += bytes[end] == '\\' ? 2 : 1;
        }
        return end;
    }

    private Node blank() {
        // The letter that every label begins with says nothing.
        at += "_:b".length();
        int end = at;
        while (end < limit && isLetterOrDigit(bytes[end])) {
            end++;
        }
        byte[] label = new byte[end - at];
        int length = 0;
        while (at < end) {
            if (bytes[at] == 'X') {
                label[length++] = hex(at + 1);
                at += 3;
            } else {
                label[length++] = bytes[at++];
            }
        }
        return NodeFactory.createBlankNode(new String(label, 0, length, StandardCharsets.UTF_8));
    }

    private byte hex(int position) {
        return (byte) (Character.digit(bytes[position], 16) << 4 | Character.digit(bytes[position + 1], 16));
    }

    private static boolean isLetterOrDigit(byte value) {
        return (value >= '0' && value <= '9') || (value >= 'A' && value <= 'Z') || (value >= 'a' && value <= 'z');
    }

    private Node literal() {
        int end = closing('"');
        String text = unescaped(at + 1, end);
        at = end + 1;
        byte next = at < limit ? bytes[at] : 0;
        if (next == '@') {
            int start = ++at;
            while (at < limit && bytes[at] != ' ') {
                at++;
            }
            return NodeFactory.createLiteralLang(text, new String(bytes, start, at - start, StandardCharsets.US_ASCII));
        }
        if (next == '^') {
            at += 2;
            return NodeFactory.createLiteralDT(text, TypeMapper.getInstance().getSafeTypeByName(iri()));
        }
        return NodeFactory.createLiteralString(text);
    }

    private String unescaped(int from, int to) {
        int escape = from;
        while (escape < to && bytes[escape] != '\\') {
            escape++;
        }
        if (escape == to) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        byte[] plain = Arrays.copyOfRange(bytes, from, to);
        int length = 0;
        for (int read = from; read < to; read++) {
            byte value = bytes[read];
            if (value == '\\') {
                value = bytes[++read];
                switch (value) {
                    case 'n' -> value = '\n';
                    case 'r' -> value = '\r';
                    case 'u' -> {
                        // Only ASCII is written in this way.
                        read += 4;
                        value = hex(read - 1);
                    }
                    default -> {}
                }
            }
            plain[length++] = value;
        }
        return new String(plain, 0, length, StandardCharsets.UTF_8);
    }
}

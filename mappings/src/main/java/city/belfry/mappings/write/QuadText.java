package city.belfry.mappings.write;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.XSD;

/// Writes quads as lines of N-Quads (RDF 1.1 N-Quads) into a buffer.
public final class QuadText {
    private byte[] bytes = new byte[1 << 12];
    private int length;
    private int subjectEnd;
    private int objectStart;

    /// One term.
    public static byte[] of(Node node) {
        QuadText text = new QuadText();
        text.node(node);
        return Arrays.copyOf(text.bytes, text.length);
    }

    /// Where the subject of the line ends.
    public int subjectEnd() {
        return subjectEnd;
    }

    /// Where the object of the line begins.
    public int objectStart() {
        return objectStart;
    }

    /// Replaces what the buffer held with one line, its line end included.
    public void write(Quad quad) {
        length = 0;
        node(quad.getSubject());
        subjectEnd = length;
        add(' ');
        node(quad.getPredicate());
        add(' ');
        objectStart = length;
        node(quad.getObject());
        if (!quad.isDefaultGraph()) {
            add(' ');
            node(quad.getGraph());
        }
        add(" .\n");
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    private void node(Node node) {
        if (node.isURI()) {
            add('<');
            escaped(node.getURI(), true);
            add('>');
        } else if (node.isBlank()) {
            add("_:");
            label(node.getBlankNodeLabel());
        } else if (node.isTripleTerm()) {
            add("<<( ");
            node(node.getTriple().getSubject());
            add(' ');
            node(node.getTriple().getPredicate());
            add(' ');
            node(node.getTriple().getObject());
            add(" )>>");
        } else {
            add('"');
            escaped(node.getLiteralLexicalForm(), false);
            add('"');
            if (!node.getLiteralLanguage().isEmpty()) {
                add('@');
                add(node.getLiteralLanguage());
            } else if (!node.getLiteralDatatypeURI().equals(XSD.xstring.getURI())) {
                add("^^<");
                escaped(node.getLiteralDatatypeURI(), true);
                add('>');
            }
        }
    }

    /// A label with letters and digits only, different for different labels.
    private void label(String label) {
        add('b');
        for (byte value : label.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (value >= '0' && value <= '9')
                    || (value >= 'A' && value <= 'Z' && value != 'X')
                    || (value >= 'a' && value <= 'z');
            if (plain) {
                add((char) value);
            } else {
                add('X');
                add("0123456789ABCDEF".charAt((value >> 4) & 0xF));
                add("0123456789ABCDEF".charAt(value & 0xF));
            }
        }
    }

    private void escaped(String text, boolean isIri) {
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            switch (value) {
                case '"' -> add(isIri ? "\\u0022" : "\\\"");
                case '\\' -> add(isIri ? "\\u005C" : "\\\\");
                case '\n' -> add(isIri ? "\\u000A" : "\\n");
                case '\r' -> add(isIri ? "\\u000D" : "\\r");
                case ' ' -> add(isIri ? "\\u0020" : " ");
                case '<', '>', '{', '}', '|', '^', '`' -> {
                    if (isIri) {
                        add("\\u%04X".formatted((int) value));
                    } else {
                        add((char) value);
                    }
                }
                default -> {
                    if (isIri && value >= 0 && value < ' ') {
                        add("\\u%04X".formatted((int) value));
                    } else {
                        addByte(value);
                    }
                }
            }
        }
    }

    private void add(String ascii) {
        for (int at = 0; at < ascii.length(); at++) {
            add(ascii.charAt(at));
        }
    }

    private void add(char ascii) {
        addByte((byte) ascii);
    }

    private void addByte(byte value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = value;
    }
}

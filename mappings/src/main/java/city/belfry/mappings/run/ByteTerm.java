package city.belfry.mappings.run;

import city.belfry.mappings.plan.Term;
import city.belfry.mappings.plan.Term.Piece;
import city.belfry.mappings.plan.Term.Source;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.rml.TermMap;
import city.belfry.mappings.write.LineBuffer;
import city.belfry.mappings.write.QuadText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// A term that is written straight from the bytes of a row: texts that are known before the run, and slots between
/// them. Where a row needs more than that (several values, a relative IRI, a character beyond ASCII in an IRI), it says
/// so, and [Terms] makes the term.
///
/// Hot code, measured by `MappingBench`: no object and no `String` per term.
final class ByteTerm {
    /// What became of a term.
    enum Outcome {
        WRITTEN,
        /// A value is absent: no term.
        ABSENT,
        /// Left to [Terms].
        HARD
    }

    private static final byte[] NONE = {};
    private static final boolean[] UNRESERVED = new boolean[256];
    private static final boolean[] IRI = new boolean[256];
    private static final boolean[] PLAIN_LITERAL = new boolean[256];

    static {
        for (int c = 0; c < 256; c++) {
            UNRESERVED[c] = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '.'
                    || c == '_'
                    || c == '~';
            IRI[c] = c > ' ' && c < 0x7F && "<>\"{}|\\^`".indexOf(c) < 0;
            PLAIN_LITERAL[c] = c != '"' && c != '\\' && c != '\n' && c != '\r';
        }
    }

    private final byte[][] before;
    private final int[] slots;
    private final byte[] after;
    private final boolean[] allowed;
    private final boolean isLiteral;
    private final boolean isWholeIri;
    private final boolean takesNumbers;

    private ByteTerm(
            List<byte[]> before,
            List<Integer> slots,
            byte[] after,
            boolean[] allowed,
            boolean isLiteral,
            boolean isWholeIri,
            boolean takesNumbers) {
        this.before = before.toArray(byte[][]::new);
        this.slots = slots.stream().mapToInt(Integer::intValue).toArray();
        this.after = after;
        this.allowed = allowed;
        this.isLiteral = isLiteral;
        this.isWholeIri = isWholeIri;
        this.takesNumbers = takesNumbers;
    }

    /// Compiles a term; empty when it cannot be written from bytes.
    static Optional<ByteTerm> of(Term term, String runBase) {
        if (!term.conditions().isEmpty()) {
            return Optional.empty();
        }
        return switch (term.source()) {
            case Source.Constant(Node constant) ->
                Optional.of(new ByteTerm(List.of(), List.of(), QuadText.of(constant), UNRESERVED, false, false, true));
            case Source.Slot(int slot, String name) -> single(term, slot);
            case Source.Template(List<Piece> pieces) -> template(term, pieces, runBase);
            case Source.Call call -> Optional.empty();
            case Source.Fresh fresh -> Optional.empty();
        };
    }

    private static Optional<ByteTerm> single(Term term, int slot) {
        return switch (term.type()) {
            case LITERAL ->
                literalEnd(term)
                        .map(end -> new ByteTerm(
                                List.of(bytes("\"")),
                                List.of(slot),
                                bytes(end),
                                PLAIN_LITERAL,
                                true,
                                false,
                                end.length() > 1));
            case IRI, URI ->
                Optional.of(new ByteTerm(List.of(bytes("<")), List.of(slot), bytes(">"), IRI, false, true, false));
            case UNSAFE_IRI, UNSAFE_URI, BLANK_NODE -> Optional.empty();
        };
    }

    /// What stands behind the text of a literal; empty when it depends on the row.
    private static Optional<String> literalEnd(Term term) {
        if (term.language().isPresent()) {
            return term.language().get().source() instanceof Source.Constant(Node tag)
                            && tag.isLiteral()
                            && term.language().get().conditions().isEmpty()
                    ? Optional.of("\"@" + tag.getLiteralLexicalForm())
                    : Optional.empty();
        }
        if (term.datatype().isPresent()) {
            return term.datatype().get().source() instanceof Source.Constant(Node datatype)
                            && datatype.isURI()
                            && Iris.isValid(datatype.getURI())
                            && term.datatype().get().conditions().isEmpty()
                    ? Optional.of(
                            datatype.getURI().equals("http://www.w3.org/2001/XMLSchema#string")
                                    ? "\""
                                    : "\"^^<" + datatype.getURI() + ">")
                    : Optional.empty();
        }
        return Optional.of("\"");
    }

    private static Optional<ByteTerm> template(Term term, List<Piece> pieces, String runBase) {
        boolean isIri = term.type() == TermMap.Type.IRI || term.type() == TermMap.Type.URI;
        Optional<String> end = isIri ? Optional.of(">") : literalEnd(term);
        if ((!isIri && term.type() != TermMap.Type.LITERAL) || end.isEmpty() || pieces.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(isIri ? "<" : "\"");
        if (isIri) {
            Optional<String> start = start(pieces.getFirst(), term.base().isEmpty() ? runBase : term.base());
            if (start.isEmpty()) {
                return Optional.empty();
            }
            text.append(start.get());
        }
        List<byte[]> before = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.isText()) {
                if (isIri ? !Iris.isValid("x:" + piece.text()) : !isPlain(piece.text())) {
                    return Optional.empty();
                }
                text.append(piece.text());
            } else {
                before.add(bytes(text.toString()));
                text.setLength(0);
                slots.add(piece.slot());
            }
        }
        text.append(end.get());
        return Optional.of(new ByteTerm(
                before, slots, bytes(text.toString()), isIri ? UNRESERVED : PLAIN_LITERAL, !isIri, false, true));
    }

    /// What is put before a template so that its IRI is absolute; empty when that depends on the row.
    private static Optional<String> start(Piece first, String base) {
        if (!first.isText()) {
            return Optional.empty();
        }
        if (Iris.isAbsolute(first.text())) {
            return Optional.of("");
        }
        boolean surelyRelative = first.text().indexOf('/') >= 0 && first.text().indexOf(':') < 0;
        return surelyRelative && Iris.isValid(base) ? Optional.of(base) : Optional.empty();
    }

    private static boolean isPlain(String text) {
        for (byte value : bytes(text)) {
            if (!PLAIN_LITERAL[value & 0xFF]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String text) {
        return text.isEmpty() ? NONE : text.getBytes(StandardCharsets.UTF_8);
    }

    /// Writes the term of a row behind the position; what is written when the outcome is not
    /// [Outcome#WRITTEN] must be taken back.
    Outcome write(Row row, LineBuffer out) {
        for (int at = 0; at < slots.length; at++) {
            int slot = slots[at];
            int count = row.count(slot);
            if (count == 0) {
                return Outcome.ABSENT;
            }
            if (count > 1) {
                return Outcome.HARD;
            }
            byte kind = row.kind(slot, 0);
            if (kind != Row.TEXT && !(takesNumbers && (kind == Row.INTEGER || kind == Row.BOOLEAN))) {
                return Outcome.HARD;
            }
            int start = row.start(slot, 0);
            int end = row.end(slot, 0);
            if (start < 0) {
                return Outcome.HARD;
            }
            byte[] from = row.bytes();
            byte[] text = before[at];
            // A character of a literal may need two bytes.
            out.room(text.length + 2 * (end - start));
            byte[] to = out.bytes();
            int position = out.length();
            System.arraycopy(text, 0, to, position, text.length);
            position += text.length;
            for (int read = start; read < end; read++) {
                byte value = from[read];
                if (!allowed[value & 0xFF]) {
                    if (!isLiteral) {
                        return Outcome.HARD;
                    }
                    to[position++] = '\\';
                    value = value == '\n' ? (byte) 'n' : value == '\r' ? (byte) 'r' : value;
                }
                to[position++] = value;
            }
            if (isWholeIri && !isAbsolute(from, start, end)) {
                return Outcome.HARD;
            }
            out.length(position);
        }
        out.add(after);
        return Outcome.WRITTEN;
    }

    private static boolean isAbsolute(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            byte c = bytes[at];
            if (c == ':') {
                return at > start;
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (at == start || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
                return false;
            }
        }
        return false;
    }
}

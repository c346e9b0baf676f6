package city.belfry.mappings.run;

import city.belfry.mappings.plan.Term;
import city.belfry.mappings.plan.Term.Piece;
import city.belfry.mappings.plan.Term.Source;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.rml.TermMap;
import city.belfry.mappings.write.LineBuffer;
import city.belfry.mappings.write.QuadText;
import city.belfry.mappings.write.Written.Affixes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;

/// A term that is written straight from the bytes of a row: texts that are known before the run, and slots between
/// them. Where a row needs more than that (several values, a relative IRI, a character beyond ASCII in an IRI that is
/// taken whole), it says so, and [Terms] makes the term.
///
/// Hot code, measured by `.ci/bench`: no object and no `String` per term.
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

    private final byte[][] before;
    private final int[] slots;
    private final byte[] after;
    /// By slot: how its text is written, and whether it may be a number.
    private final CellBytes[] cells;

    private final boolean[] takesNumbers;

    private ByteTerm(byte[][] before, int[] slots, byte[] after, CellBytes[] cells, boolean[] takesNumbers) {
        this.before = before;
        this.slots = slots;
        this.after = after;
        this.cells = cells;
        this.takesNumbers = takesNumbers;
    }

    /// All slots are written alike.
    private static ByteTerm of(List<byte[]> before, int[] slots, byte[] after, CellBytes cells, boolean takesNumbers) {
        CellBytes[] allCells = new CellBytes[slots.length];
        Arrays.fill(allCells, cells);
        boolean[] allNumbers = new boolean[slots.length];
        Arrays.fill(allNumbers, takesNumbers);
        return new ByteTerm(before.toArray(byte[][]::new), slots, after, allCells, allNumbers);
    }

    /// Compiles a term; empty when it cannot be written from bytes.
    static Optional<ByteTerm> of(Term term, String runBase) {
        if (!term.conditions().isEmpty()) {
            return Optional.empty();
        }
        Source source = term.source();
        if (source instanceof Source.Constant(Node constant)) {
            return Optional.of(fixed(QuadText.of(constant)));
        }
        if (source instanceof Source.Slot(int slot, String name)) {
            return single(term, slot);
        }
        return source instanceof Source.Template(List<Piece> pieces)
                ? template(term, pieces, runBase)
                : Optional.empty();
    }

    private static ByteTerm fixed(byte[] text) {
        return of(List.of(), new int[0], text, CellBytes.LITERAL, true);
    }

    private static Optional<ByteTerm> single(Term term, int slot) {
        return switch (term.type()) {
            case LITERAL ->
                literalEnd(term)
                        .map(end -> of(
                                List.of(bytes("\"")),
                                new int[] {slot},
                                bytes(end),
                                CellBytes.LITERAL,
                                // A number that becomes a double has a form of its own.
                                end.length() > 1 && !end.endsWith("#double>")));
            case IRI, URI ->
                Optional.of(of(List.of(bytes("<")), new int[] {slot}, bytes(">"), CellBytes.WHOLE_IRI, false));
            case UNSAFE_IRI, UNSAFE_URI, BLANK_NODE -> Optional.empty();
        };
    }

    /// What stands behind the text of a literal; empty when it depends on the row.
    static Optional<String> literalEnd(Term term) {
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
        CellBytes cells =
                !isIri ? CellBytes.LITERAL : term.type() == TermMap.Type.IRI ? CellBytes.IRI_PART : CellBytes.URI_PART;
        return Optional.of(
                of(before, slots.stream().mapToInt(Integer::intValue).toArray(), bytes(text.toString()), cells, true));
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
            if (CellBytes.isSpecial(value)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String text) {
        return text.isEmpty() ? NONE : text.getBytes(StandardCharsets.UTF_8);
    }

    /// The same term with texts around it that go with it in every row.
    ByteTerm between(byte[] left, byte[] right) {
        if (isFixed()) {
            return fixed(joined(left, joined(after, right)));
        }
        byte[][] texts = before.clone();
        texts[0] = joined(left, before[0]);
        return new ByteTerm(texts, slots, joined(after, right), cells, takesNumbers);
    }

    /// This term with another one behind it.
    ByteTerm then(ByteTerm next) {
        if (next.isFixed()) {
            return between(NONE, next.after);
        }
        if (isFixed()) {
            return next.between(after, NONE);
        }
        byte[][] texts = Arrays.copyOf(before, before.length + next.before.length);
        System.arraycopy(next.before, 0, texts, before.length, next.before.length);
        texts[before.length] = joined(after, next.before[0]);
        int[] allSlots = Arrays.copyOf(slots, texts.length);
        CellBytes[] allCells = Arrays.copyOf(cells, texts.length);
        boolean[] allNumbers = Arrays.copyOf(takesNumbers, texts.length);
        System.arraycopy(next.slots, 0, allSlots, slots.length, next.slots.length);
        System.arraycopy(next.cells, 0, allCells, slots.length, next.slots.length);
        System.arraycopy(next.takesNumbers, 0, allNumbers, slots.length, next.slots.length);
        return new ByteTerm(texts, allSlots, next.after, allCells, allNumbers);
    }

    /// Whether one of its texts can be that of another term, by what stands before all that depends on the row.
    boolean canBe(byte[] text) {
        byte[] start = isFixed() ? after : before[0];
        return text.length >= start.length && Arrays.equals(text, 0, start.length, start, 0, start.length);
    }

    private static byte[] joined(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    /// What it is made of.
    int[] slots() {
        return slots.clone();
    }

    /// Whether it is the same in every row.
    boolean isFixed() {
        return slots.length == 0;
    }

    /// Whether it is made of all that the other one is made of, and of more.
    boolean isMoreThan(ByteTerm other) {
        Set<Integer> all = Arrays.stream(slots).boxed().collect(Collectors.toSet());
        return all.size() > Arrays.stream(other.slots).distinct().count()
                && Arrays.stream(other.slots).allMatch(all::contains);
    }

    /// What stands before and behind everything that depends on the row.
    Affixes affixes() {
        return isFixed() ? new Affixes(after, NONE) : new Affixes(before[0], after);
    }

    /// Writes the term of a row behind the position; what is written when the outcome is not
    /// [Outcome#WRITTEN] must be taken back.
    Outcome write(Row row, LineBuffer out) {
        for (int at = 0; at < slots.length; at++) {
            int slot = slots[at];
            int count = row.count(slot);
            if (count != 1) {
                return count == 0 ? Outcome.ABSENT : Outcome.HARD;
            }
            byte kind = row.kind(slot, 0);
            if (kind != Row.TEXT && !(takesNumbers[at] && (kind == Row.INTEGER || kind == Row.BOOLEAN))) {
                return Outcome.HARD;
            }
            int start = row.start(slot, 0);
            if (start < 0) {
                return Outcome.HARD;
            }
            out.add(before[at]);
            if (!cells[at].write(row.bytes(), start, row.end(slot, 0), out)) {
                return Outcome.HARD;
            }
        }
        out.add(after);
        return Outcome.WRITTEN;
    }
}

package city.belfry.mappings.run;

import city.belfry.mappings.plan.Term;
import city.belfry.mappings.plan.Term.Piece;
import city.belfry.mappings.plan.Term.Source;
import city.belfry.mappings.rml.TermMap;
import city.belfry.mappings.write.QuadText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.jena.graph.Node;

/// What is known of the terms of a term map before the run: how their text in N-Quads begins and ends.
///
/// @param isWhole the beginning is all of it
record Overlap(String before, String after, boolean isWhole) {
    static final Overlap ANYTHING = new Overlap("", "", false);

    static Overlap of(Term term) {
        Source source = term.source();
        if (source instanceof Source.Constant(Node constant)) {
            String text = new String(QuadText.of(constant), StandardCharsets.UTF_8);
            return new Overlap(text, text, true);
        }
        if (source instanceof Source.Template(List<Piece> pieces)) {
            return template(term, pieces);
        }
        return source instanceof Source.Slot || source instanceof Source.Call ? kind(term) : ANYTHING;
    }

    private static Overlap kind(Term term) {
        return switch (term.type()) {
            case IRI, URI -> new Overlap("<", ">", false);
            case LITERAL -> new Overlap("\"", literalEnd(term), false);
            case UNSAFE_IRI, UNSAFE_URI, BLANK_NODE -> ANYTHING;
        };
    }

    private static String literalEnd(Term term) {
        boolean natural = term.naturalDatatypes()
                && term.datatype().isEmpty()
                && term.language().isEmpty();
        return natural ? "" : ByteTerm.literalEnd(term).orElse("");
    }

    private static Overlap template(Term term, List<Piece> pieces) {
        Overlap kind = kind(term);
        if (kind.before.isEmpty() || pieces.isEmpty()) {
            return ANYTHING;
        }
        boolean isIri = term.type() == TermMap.Type.IRI || term.type() == TermMap.Type.URI;
        String first = pieces.getFirst().isText() ? pieces.getFirst().text() : "";
        String last = pieces.getLast().isText() ? pieces.getLast().text() : "";
        boolean knownStart = isIri ? Iris.isValid(first) : isPlain(first);
        boolean knownEnd = isIri ? Iris.isValid("x:" + last) : isPlain(last);
        return new Overlap(
                kind.before + (knownStart ? first : ""),
                (knownEnd && !kind.after.isEmpty() ? last : "") + kind.after,
                false);
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> c == '"' || c == '\\' || c == '\n' || c == '\r');
    }

    /// Whether two term maps can make the same term; when in doubt, they can.
    boolean with(Overlap other) {
        if (isWhole && other.isWhole) {
            return before.equals(other.before);
        }
        String left = after.toLowerCase(Locale.ROOT);
        String right = other.after.toLowerCase(Locale.ROOT);
        return (before.startsWith(other.before) || other.before.startsWith(before))
                && (left.endsWith(right) || right.endsWith(left));
    }
}

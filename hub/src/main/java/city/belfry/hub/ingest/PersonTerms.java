package city.belfry.hub.ingest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;

/// Tells whether a term of a statement names somebody: as a whole, as words of a text, or as the end of an IRI that was
/// made from what they are called. Case does not count.
///
/// @param words how many words the names of those people have; a text is looked through that many at a time
/// @param isKnown whether a text in the form of [#form] is such a name
record PersonTerms(Set<Integer> words, Predicate<String> isKnown) {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}@._+'’-]+");
    private static final Pattern AT_THE_ENDS = Pattern.compile("^[._'’-]+|[._'’-]+$");
    private static final List<String> SCHEMES = List.of("mailto:", "tel:");
    /// Parts of the end of an IRI, from behind, that are looked at.
    private static final int PARTS_MAX = 12;

    /// A text as it is compared.
    static String form(String text) {
        return String.join(" ", wordsOf(text));
    }

    static List<String> wordsOf(String text) {
        List<String> words = new ArrayList<>();
        for (String part : BETWEEN_WORDS.split(Normalizer.normalize(text, Normalizer.Form.NFC), -1)) {
            String word = AT_THE_ENDS.matcher(part).replaceAll("").toLowerCase(Locale.ROOT);
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    boolean names(Node node) {
        if (node.isURI()) {
            return namesIri(node.getURI());
        }
        return node.isLiteral() && namesText(node.getLiteralLexicalForm());
    }

    boolean namesText(String text) {
        List<String> all = wordsOf(text);
        for (int count : words) {
            for (int i = 0; i + count <= all.size(); i++) {
                if (isKnown.test(String.join(" ", all.subList(i, i + count)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean namesIri(String iri) {
        if (isKnown.test(iri)) {
            return true;
        }
        for (String scheme : SCHEMES) {
            if (iri.startsWith(scheme)) {
                return isKnown.test(form(decoded(iri.substring(scheme.length()))));
            }
        }
        String end = decoded(iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1))
                .toLowerCase(Locale.ROOT);
        if (isKnown.test(form(end))) {
            return true;
        }
        int from = end.length();
        for (int part = 0; part < PARTS_MAX; part++) {
            from = end.lastIndexOf('-', from - 1);
            if (from < 0) {
                return false;
            }
            if (isKnown.test(end.substring(from + 1))) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return part;
        }
    }
}

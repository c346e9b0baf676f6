package city.belfry.hub.federation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;

/// The beginning that an IRI shares with others of the same owner: `void:uriSpace`.
///
/// Things of a hub lie below `{city}/id/`, so that is where their space ends; any other IRI has the space of its
/// authority, or of its first two parts when it has none. `spaces.rq` says the same in SPARQL.
final class IriSpace {
    private static final Pattern OTHER = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*:(//[^/]*/|[^:/]*:)?)");
    private static final String ENTITIES = "/id/";

    private IriSpace() {}

    /// The space of an IRI; nothing for a literal, and for a blank node, which means nothing outside its store.
    static Optional<String> of(Node node) {
        return node.isURI() ? Optional.of(of(node.getURI())) : Optional.empty();
    }

    static String of(String iri) {
        int entities = iri.indexOf(ENTITIES);
        if (entities > 0) {
            return iri.substring(0, entities + ENTITIES.length());
        }
        Matcher other = OTHER.matcher(iri);
        return other.find() ? other.group(1) : iri;
    }
}

package city.belfry.ontology;

import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.graph.GraphFactory;

/// A way between the city's terms and those of another model, such as `schema-org`: a CONSTRUCT query there and, where
/// the other model says enough, one back.
///
/// A folder below `bridges/` with its lines in the catalogue is a bridge. What the other model has no term for is left
/// out; the folder's `lost.ttl` says what that is. Immutable and thread-safe; a graph must not change while it is
/// translated.
public final class Bridge {
    /// Statements of one translation, because it is held as a whole to be free of duplicates.
    public static final int STATEMENTS_MAX = 5_000_000;

    private static final String BRIDGES = "https://w3id.org/belfry/bridges/";
    private static final String THERE = "/to";
    private static final String BACK = "/from";

    private final String model;
    private final Query there;
    private final Optional<Query> back;

    private Bridge(String model, Query there, Optional<Query> back) {
        this.model = model;
        this.there = there;
        this.back = back;
    }

    /// The names that [#of] knows, in order.
    public static List<String> models() {
        return Catalog.load().queryByIri().keySet().stream()
                .filter(iri -> iri.startsWith(BRIDGES) && iri.endsWith(THERE))
                .map(iri -> iri.substring(BRIDGES.length(), iri.length() - THERE.length()))
                .sorted()
                .toList();
    }

    /// The bridge to one model.
    public static Bridge of(String model) {
        Catalog catalog = Catalog.load();
        Query there = query(catalog, model + THERE)
                .orElseThrow(() -> new OntologyException(
                        OntologyException.Code.MODEL_UNKNOWN,
                        "There is no bridge to '" + model + "'. Use one of " + String.join(", ", models()) + "."));
        return new Bridge(model, there, query(catalog, model + BACK));
    }

    /// The statements of the city in the terms of the other model; a new graph.
    public Graph translate(Graph city) {
        return construct(there, city);
    }

    /// Whether there is a way back.
    public boolean leadsBack() {
        return back.isPresent();
    }

    /// Statements of the other model in the city's terms; a new graph, empty when there is no way back.
    public Graph translateBack(Graph foreign) {
        return back.map(query -> construct(query, foreign)).orElseGet(GraphFactory::createDefaultGraph);
    }

    private Graph construct(Query query, Graph data) {
        Graph translated = GraphFactory.createDefaultGraph();
        translated.getPrefixMapping().setNsPrefixes(query.getPrefixMapping());
        try (QueryExec run = QueryExec.graph(data).query(query).build()) {
            for (var triples = run.constructTriples(); triples.hasNext(); ) {
                Triple triple = triples.next();
                translated.add(triple);
                if (translated.size() > STATEMENTS_MAX) {
                    throw new OntologyException(
                            OntologyException.Code.TRANSLATION_TOO_LONG,
                            "The translation to " + model + " has more than " + STATEMENTS_MAX
                                    + " statements. Translate a smaller dataset.");
                }
            }
        }
        return translated;
    }

    private static Optional<Query> query(Catalog catalog, String name) {
        return catalog.query(BRIDGES + name).map(text -> {
            try {
                return QueryFactory.create(text);
            } catch (QueryParseException e) {
                throw new OntologyException(
                        OntologyException.Code.ONTOLOGY_DAMAGED,
                        "The bridge " + name + ".rq that Belfry brings itself is no SPARQL: " + e.getMessage()
                                + " Build Belfry again.",
                        e);
            }
        });
    }
}

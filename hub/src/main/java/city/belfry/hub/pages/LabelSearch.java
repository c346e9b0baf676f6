package city.belfry.hub.pages;

import city.belfry.hub.sparql.QueryLimits;
import city.belfry.hub.sparql.StoreQueries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.syntax.syntaxtransform.QueryTransformOps;
import org.springframework.stereotype.Component;

/// Finds things by a part of their label, whatever its case.
@Component
final class LabelSearch {
    static final int HITS_MAX = 50;

    private final StoreQueries queries;
    private final PageLinks links;
    private final Labels labels;
    private final Query query;

    LabelSearch(StoreQueries queries, PageLinks links, Labels labels) {
        this.queries = queries;
        this.links = links;
        this.labels = labels;
        this.query = read();
    }

    record Hit(String label, String href, String kind) {}

    List<Hit> hits(String text, Locale locale) {
        Query bound =
                QueryTransformOps.replaceVars(query, Map.of(Var.alloc("text"), NodeFactory.createLiteralString(text)));
        bound.setLimit(HITS_MAX);
        return queries.select(bound, QueryLimits.PUBLIC, rows -> {
            List<Hit> hits = new ArrayList<>();
            while (rows.hasNext()) {
                Binding row = rows.next();
                Node kind = row.get("kind");
                hits.add(new Hit(
                        row.get("label").getLiteralLexicalForm(),
                        links.of(row.get("thing")),
                        kind == null ? "" : labels.of(kind, locale)));
            }
            return hits;
        });
    }

    private static Query read() {
        try (InputStream file = LabelSearch.class.getResourceAsStream("/belfry/hub/search.rq")) {
            if (file == null) {
                throw new IllegalStateException("search.rq is not on the class path");
            }
            return QueryFactory.create(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

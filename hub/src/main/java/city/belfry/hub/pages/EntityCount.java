package city.belfry.hub.pages;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.sparql.QueryLimits;
import city.belfry.hub.sparql.SparqlException;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.syntax.syntaxtransform.QueryTransformOps;
import org.springframework.stereotype.Component;

/// How many things the city describes; counted anew when something was written.
@Component
final class EntityCount {
    private final StoreQueries queries;
    private final CityStore store;
    private final Query query;
    private Counted counted = new Counted(-1, Optional.empty());

    EntityCount(StoreQueries queries, CityStore store, CityIdentity city) {
        this.queries = queries;
        this.store = store;
        this.query = QueryTransformOps.replaceVars(
                read(), Map.of(Var.alloc("start"), NodeFactory.createLiteralString(city.baseIri() + "/id/")));
    }

    private record Counted(long writes, Optional<Long> count) {}

    /// Empty when the count took too long; it is then not tried again before the next write.
    synchronized Optional<Long> count() {
        long writes = store.writes(Visibility.OPEN);
        if (counted.writes() != writes) {
            counted = new Counted(writes, ask());
        }
        return counted.count();
    }

    private Optional<Long> ask() {
        try {
            return Optional.of(queries.select(
                    query,
                    QueryLimits.PUBLIC,
                    rows -> ((Number) rows.next().get("count").getLiteralValue()).longValue()));
        } catch (SparqlException tooSlow) {
            return Optional.empty();
        }
    }

    private static Query read() {
        try (InputStream file = EntityCount.class.getResourceAsStream("/belfry/hub/entity-count.rq")) {
            if (file == null) {
                throw new IllegalStateException("entity-count.rq is not on the class path");
            }
            return QueryFactory.create(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

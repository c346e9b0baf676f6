package city.belfry.hub.pages;

import city.belfry.hub.sparql.QueryLimits;
import city.belfry.hub.sparql.SparqlException;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.ontology.documentation.Term;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.syntax.syntaxtransform.QueryTransformOps;
import org.springframework.stereotype.Component;

/// What this hub's own data say with a term: how often, and three times where. A page waits for that for a moment only.
@Component
final class TermExamples {
    /// A count goes no further than the queries' own limit.
    static final long COUNTED_MAX = 100_000;

    private static final QueryLimits LIMITS = new QueryLimits(64 << 10, 128, Duration.ofSeconds(1), 10, 1 << 20);

    private final StoreQueries queries;
    private final Labels labels;
    private final PageLinks links;
    private final Query things = read("things-of-class.rq");
    private final Query thingCount = read("count-of-class.rq");
    private final Query statements = read("statements-of-property.rq");
    private final Query statementCount = read("count-of-property.rq");
    private final Query codeCount = read("count-of-code.rq");

    TermExamples(StoreQueries queries, Labels labels, PageLinks links) {
        this.queries = queries;
        this.labels = labels;
        this.links = links;
    }

    /// A thing, and for a property what is said of it.
    record Example(EntityView.Shown thing, Optional<EntityView.Shown> value) {}

    /// @param count none when there was not enough time to count
    /// @param more whether there are more than were counted
    record Examples(Optional<Long> count, boolean more, List<Example> found) {}

    Examples of(Term term, Locale locale) {
        return switch (term.kind()) {
            case CLASS -> examples(things, thingCount, "class", term.iri(), locale);
            case LINK, VALUE, NOTE -> examples(statements, statementCount, "property", term.iri(), locale);
        };
    }

    /// How many things have a code.
    Optional<Long> count(Node code) {
        return count(bound(codeCount, "code", code));
    }

    private Examples examples(Query some, Query counting, String parameter, Node term, Locale locale) {
        Optional<Long> count = count(bound(counting, parameter, term));
        boolean more = count.filter(found -> found > COUNTED_MAX).isPresent();
        return new Examples(
                count.map(found -> Math.min(found, COUNTED_MAX)), more, found(bound(some, parameter, term), locale));
    }

    private List<Example> found(Query query, Locale locale) {
        record Row(Node thing, Optional<Node> value) {}
        List<Row> rows = inTime(() -> queries.select(query, LIMITS, answer -> {
                    List<Row> found = new ArrayList<>();
                    answer.forEachRemaining(
                            row -> found.add(new Row(row.get("thing"), Optional.ofNullable(row.get("value")))));
                    return found;
                }))
                .orElse(List.of());
        return rows.stream()
                .map(row -> new Example(shown(row.thing(), locale), row.value().map(value -> shown(value, locale))))
                .toList();
    }

    private EntityView.Shown shown(Node node, Locale locale) {
        String text = labels.of(node, locale);
        int max = 120;
        return new EntityView.Shown(
                text.length() <= max ? text : text.substring(0, max) + "…",
                links.of(node),
                node.isLiteral() ? node.getLiteralLanguage() : "");
    }

    private Optional<Long> count(Query query) {
        return inTime(() -> queries.select(
                query, LIMITS, rows -> ((Number) rows.next().get("count").getLiteralValue()).longValue()));
    }

    private static <T> Optional<T> inTime(java.util.function.Supplier<T> asked) {
        try {
            return Optional.of(asked.get());
        } catch (SparqlException tooSlow) {
            // The page is about the term; it says that the data were not asked in time.
            return Optional.empty();
        }
    }

    private static Query bound(Query query, String parameter, Node term) {
        return QueryTransformOps.replaceVars(query, Map.of(Var.alloc(parameter), term));
    }

    private static Query read(String name) {
        try (InputStream file = TermExamples.class.getResourceAsStream("/belfry/hub/" + name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return QueryFactory.create(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

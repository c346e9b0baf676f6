package city.belfry.hub.sparql;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.jena.fuseki.servlets.HttpAction;
import org.apache.jena.fuseki.servlets.SPARQL_Update;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.modify.request.UpdateData;
import org.apache.jena.sparql.modify.request.UpdateDeleteWhere;
import org.apache.jena.sparql.modify.request.UpdateLoad;
import org.apache.jena.sparql.modify.request.UpdateModify;
import org.apache.jena.update.Update;
import org.apache.jena.update.UpdateFactory;
import org.apache.jena.update.UpdateRequest;

/// Fuseki's update processing without LOAD and SERVICE: an update must reach nothing but the store.
final class StewardUpdates extends SPARQL_Update {
    @Override
    protected void execute(HttpAction action, InputStream body) {
        Outcome outcome = Outcome.of(action.getRequest());
        QueryLimits limits = AnswerGuard.limits(action.getRequest());
        outcome.during(limits, () -> {
            String text = Body.text(body, limits);
            QueryCheck.checkText(text, limits);
            parse(text).getOperations().forEach(StewardUpdates::check);
            super.execute(action, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        });
    }

    private static UpdateRequest parse(String text) {
        try {
            return UpdateFactory.create(text);
        } catch (QueryParseException e) {
            throw new SparqlException(
                    SparqlException.Code.QUERY_MALFORMED, "The update is no SPARQL 1.1: " + e.getMessage(), e);
        }
    }

    private static void check(Update update) {
        if (update instanceof UpdateLoad load) {
            throw new SparqlException(
                    SparqlException.Code.LOAD_REFUSED,
                    "LOAD <" + load.getSource() + "> is refused: the hub fetches nothing for an update. "
                            + "Name the source in city.yaml and run 'belfry ingest'.");
        }
        if (update instanceof UpdateModify modify) {
            QueryCheck.check(Algebra.compile(modify.getWherePattern()));
            if (modify.getWithIRI() == null) {
                requireNamed(modify.getInsertQuads());
                requireNamed(modify.getDeleteQuads());
            }
        }
        if (update instanceof UpdateDeleteWhere pattern) {
            requireNamed(pattern.getQuads());
        }
        if (update instanceof UpdateData data) {
            requireNamed(data.getQuads());
        }
    }

    private static void requireNamed(List<Quad> quads) {
        if (quads.stream().anyMatch(Quad::isDefaultGraph)) {
            throw new SparqlException(
                    SparqlException.Code.GRAPH_MISSING,
                    "Every statement of a hub stands in a named graph. Write GRAPH <…> { … } around it, or WITH <…>.");
        }
    }
}

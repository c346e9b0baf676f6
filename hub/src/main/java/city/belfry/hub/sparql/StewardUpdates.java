package city.belfry.hub.sparql;

import city.belfry.hub.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.jena.fuseki.servlets.HttpAction;
import org.apache.jena.fuseki.servlets.SPARQL_Update;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.exec.UpdateExec;
import org.apache.jena.sparql.modify.UsingList;
import org.apache.jena.sparql.modify.request.UpdateData;
import org.apache.jena.sparql.modify.request.UpdateDeleteWhere;
import org.apache.jena.sparql.modify.request.UpdateDropClear;
import org.apache.jena.sparql.modify.request.UpdateLoad;
import org.apache.jena.sparql.modify.request.UpdateModify;
import org.apache.jena.update.Update;
import org.apache.jena.update.UpdateException;
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
            UpdateRequest request = parse(text, action.getRequest());
            request.getOperations().forEach(update -> check(update, action.getRequest()));
            write(action, request, limits);
        });
    }

    /// Fuseki would run the update without its context, and so without deadline.
    private static void write(HttpAction action, UpdateRequest request, QueryLimits limits) {
        action.beginWrite();
        try {
            UpdateExec.newBuilder()
                    .dataset(action.getActiveDSG())
                    .update(request)
                    .set(ARQConstants.sysOptimizerFactory, GuardedQuery.within(limits.deadline()))
                    .timeout(limits.deadline().toMillis(), TimeUnit.MILLISECONDS)
                    .execute();
            action.commit();
        } catch (QueryCancelledException e) {
            action.abortSilent();
            throw SparqlException.deadline(limits, e);
        } catch (RuntimeException | StackOverflowError e) {
            action.abortSilent();
            throw e;
        } finally {
            action.endWrite();
        }
    }

    /// Takes the graphs of the protocol too (SPARQL 1.1 Protocol §2.2.3).
    private static UpdateRequest parse(String text, HttpServletRequest request) {
        UsingList using = new UsingList();
        graphs(request, "using-graph-uri").forEach(using::addUsing);
        graphs(request, "using-named-graph-uri").forEach(using::addUsingNamed);
        try {
            return UpdateFactory.read(using, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (QueryParseException e) {
            throw SparqlException.malformed("update", text, e);
        } catch (UpdateException e) {
            throw new SparqlException(
                    SparqlException.Code.QUERY_MALFORMED, "The update is no SPARQL 1.1: " + e.getMessage(), e);
        }
    }

    private static Stream<Node> graphs(HttpServletRequest request, String parameter) {
        String[] iris = request.getParameterValues(parameter);
        return iris == null ? Stream.empty() : Stream.of(iris).map(NodeFactory::createURI);
    }

    private static void check(Update update, HttpServletRequest request) {
        if (update instanceof UpdateDropClear whole
                && (whole.isAll() || whole.isAllNamed())
                && !request.isUserInRole(Role.ADMINISTRATOR.name())) {
            throw new SparqlException(
                    SparqlException.Code.WHOLE_STORE_REFUSED,
                    "Emptying the whole store takes an administrator. Name the graph: DROP GRAPH <…>.");
        }
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

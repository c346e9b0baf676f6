package city.belfry.hub.rest;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.sparql.StoreQueries;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.graph.GraphFactory;
import org.springframework.stereotype.Component;

/// What the open store says about one thing: its own statements, those of the parts that exist only with it, and who
/// points to it. What only follows from the ontology is left to queries: a document tells what a source said.
@Component
public final class EntityReader {
    /// Statements shown of one thing; a thing with more is a dataset in disguise.
    static final int STATEMENTS_MAX = 5_000;
    /// Links to a thing that are shown.
    public static final int INCOMING_MAX = 100;
    /// Links that may be passed over to reach those of a later page.
    private static final long INCOMING_SKIPPED_MAX = 100_000;

    private final StoreQueries queries;
    private final CityIdentity city;

    EntityReader(StoreQueries queries, CityIdentity city) {
        this.queries = queries;
        this.city = city;
    }

    /// A thing and what surrounds it.
    ///
    /// @param statements about the thing, its blank nodes and the nodes whose IRI goes on from its own
    /// @param incoming statements that point to it, at most [#INCOMING_MAX]
    /// @param incomingFrom how many of them were left out before these
    /// @param moreIncoming whether there are more of those
    public record Entity(
            Node iri,
            Graph statements,
            List<Triple> incoming,
            long incomingFrom,
            boolean moreIncoming,
            Set<Node> graphs) {
        /// The geometry as WKT, when it has one.
        public Optional<Node> geometry() {
            return statements
                    .find(Node.ANY, AS_WKT, Node.ANY)
                    .mapWith(Triple::getObject)
                    .filterKeep(GeoJson::isGeometry)
                    .nextOptional();
        }
    }

    private static final Node AS_WKT = NodeFactory.createURI("http://www.opengis.net/ont/geosparql#asWKT");

    public Node iri(String type, String localId) {
        return NodeFactory.createURI(city.baseIri() + "/id/" + type + "/" + localId);
    }

    /// What the one who asks may see of a thing, in the scenario that the request names.
    public Entity read(Node iri, HttpServletRequest request) {
        long from = QueryPage.number(
                "from", Optional.ofNullable(request.getParameter("from")).orElse("0"), 0, INCOMING_SKIPPED_MAX);
        Entity entity = queries.of(request).read(seen -> describe(seen, iri, city.graph("inferred/"), from));
        if (entity.statements().isEmpty() && entity.incoming().isEmpty()) {
            throw new RestException(
                    RestException.Code.ENTITY_UNKNOWN, "The hub says nothing about <" + iri.getURI() + ">.");
        }
        return entity;
    }

    private static Entity describe(DatasetGraph database, Node iri, String inferredGraphs, long from) {
        Graph statements = GraphFactory.createDefaultGraph();
        Set<Node> graphs = new HashSet<>();
        Set<Node> seen = new HashSet<>(Set.of(iri));
        Deque<Node> described = new ArrayDeque<>(seen);
        while (!described.isEmpty()) {
            var found = database.findNG(Node.ANY, described.pop(), Node.ANY, Node.ANY);
            while (found.hasNext() && statements.size() < STATEMENTS_MAX) {
                Quad quad = found.next();
                if (quad.getGraph().getURI().startsWith(inferredGraphs)) {
                    continue;
                }
                statements.add(quad.asTriple());
                graphs.add(quad.getGraph());
                if (isPart(iri, quad.getObject()) && seen.add(quad.getObject())) {
                    described.push(quad.getObject());
                }
            }
        }
        List<Triple> incoming = new ArrayList<>();
        Set<Triple> known = new HashSet<>();
        var pointing = database.findNG(Node.ANY, Node.ANY, Node.ANY, iri);
        boolean more = false;
        while (pointing.hasNext() && !more) {
            Quad quad = pointing.next();
            if (!quad.getGraph().getURI().startsWith(inferredGraphs) && known.add(quad.asTriple())) {
                more = incoming.size() == INCOMING_MAX;
                if (known.size() > from && !more) {
                    incoming.add(quad.asTriple());
                }
            }
        }
        return new Entity(iri, statements, List.copyOf(incoming), from, more, Set.copyOf(graphs));
    }

    private static boolean isPart(Node iri, Node object) {
        return object.isBlank() || (object.isURI() && object.getURI().startsWith(iri.getURI() + "/"));
    }
}

package city.belfry.hub.federation;

import city.belfry.hub.federation.FederationException.Code;
import city.belfry.hub.outbound.Caps;
import city.belfry.hub.outbound.Door;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetReaderRegistry;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.util.Context;

/// Puts a query to a peer over HTTP (SPARQL 1.1 Protocol §2.1.2). JSON is the only form of answer that is read.
/// Thread-safe.
final class PeerQueries {
    /// One answer of a peer; bytes.
    static final long ANSWER_BYTES_MAX = 16L << 20;

    private static final String RESULTS_JSON = "application/sparql-results+json";

    private final Door door;

    PeerQueries(Door door) {
        this.door = door;
    }

    List<Binding> ask(Member.Peer peer, Query query, Duration timeMax) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", RESULTS_JSON);
        peer.token().ifPresent(token -> headers.put("Authorization", "Bearer " + token));
        String body = "query=" + URLEncoder.encode(query.serialize(), StandardCharsets.UTF_8);
        Door.Reply reply = door.post(peer.endpoint(), body, headers, new Caps(ANSWER_BYTES_MAX, timeMax));
        if (!reply.mediaType().startsWith(RESULTS_JSON)) {
            throw new FederationException(
                    Code.PEER_FAILED, peer + " answered with something that is no " + RESULTS_JSON + ".");
        }
        try {
            var factory = RowSetReaderRegistry.getFactory(ResultSetLang.RS_JSON);
            return list(factory.create(ResultSetLang.RS_JSON).read(reply.body(), Context.emptyContext()));
        } catch (RuntimeException e) {
            throw new FederationException(
                    Code.PEER_FAILED, peer + " answered with JSON that is no result of a query.", e);
        }
    }

    static List<Binding> list(RowSet rows) {
        List<Binding> list = new ArrayList<>();
        rows.forEachRemaining(list::add);
        return list;
    }

    /// A query that stands beside this class.
    static Query query(String name) {
        try (InputStream in =
                Objects.requireNonNull(PeerQueries.class.getResourceAsStream(name), "class path lacks " + name)) {
            return QueryFactory.create(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

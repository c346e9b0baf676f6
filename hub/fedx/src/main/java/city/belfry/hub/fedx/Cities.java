package city.belfry.hub.fedx;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.fuseki.main.FusekiServer;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;

/** The members on their ports: three hubs that .ci/cities has started, and a plain Fuseki started here. */
final class Cities implements AutoCloseable {
    private static final int FUSEKI_PORT = 8104;

    private final FusekiServer fuseki;
    private final List<Member> members = new ArrayList<>();

    /** @param links what the plain Fuseki holds, Turtle */
    Cities(Path links) throws IOException {
        DatasetGraph data = DatasetGraphFactory.createTxnMem();
        data.executeWrite(() -> RDFDataMgr.read(data, links.toUri().toString()));
        fuseki = FusekiServer.create()
                .loopback(true)
                .port(FUSEKI_PORT)
                .add("/sparql", data, false)
                .build()
                .start();
        members.add(new Member("lille", 8111, URI.create("http://127.0.0.1:8101")));
        members.add(new Member("madrid", 8112, URI.create("http://127.0.0.1:8102")));
        members.add(new Member("vilnius", 8113, URI.create("http://127.0.0.1:8103")));
        members.add(new Member("links", 8114, URI.create("http://127.0.0.1:" + FUSEKI_PORT)));
    }

    List<Member> members() {
        return members;
    }

    Member member(String id) {
        return members.stream()
                .filter(member -> member.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    int queries() {
        return members.stream().mapToInt(Member::queries).sum();
    }

    long bytes() {
        return members.stream().mapToLong(Member::bytes).sum();
    }

    @Override
    public void close() {
        members.forEach(Member::close);
        fuseki.stop();
    }
}

package city.belfry.hub.fedx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetReaderRegistry;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.util.Context;
import org.eclipse.rdf4j.federated.FedXFactory;
import org.eclipse.rdf4j.federated.repository.FedXRepository;
import org.eclipse.rdf4j.model.Literal;
import org.eclipse.rdf4j.model.Value;
import org.eclipse.rdf4j.query.BindingSet;
import org.eclipse.rdf4j.query.TupleQuery;
import org.eclipse.rdf4j.query.TupleQueryResult;

/** A way to put a question to several cities; rows come sorted and in one form, so that they can be compared. */
interface Way extends AutoCloseable {
    String name();

    List<String> rows(Question question) throws IOException, InterruptedException;

    @Override
    default void close() {}

    /** The hub that holds nothing itself: its answer over HTTP, with the receipt. */
    record Belfry(URI hub, HttpClient client) implements Way {
        @Override
        public String name() {
            return "Belfry";
        }

        HttpResponse<String> ask(Question question) throws IOException, InterruptedException {
            URI address = hub.resolve("/federation/sparql?format=json&query="
                    + URLEncoder.encode(question.plain().serialize(), StandardCharsets.UTF_8));
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }

        @Override
        public List<String> rows(Question question) throws IOException, InterruptedException {
            HttpResponse<String> answer = ask(question);
            if (answer.statusCode() != 200) {
                throw new IOException(answer.body());
            }
            return Way.lines(parse(answer.body()));
        }

        static RowSet parse(String json) {
            return RowSetReaderRegistry.getFactory(ResultSetLang.RS_JSON)
                    .create(ResultSetLang.RS_JSON)
                    .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Context.emptyContext());
        }
    }

    /** SERVICE clauses that somebody has written by hand, run by Jena. */
    record ByHand() implements Way {
        @Override
        public String name() {
            return "SERVICE";
        }

        @Override
        public List<String> rows(Question question) {
            try (QueryExec execution = QueryExec.dataset(DatasetGraphFactory.empty())
                    .query(question.byHand())
                    .build()) {
                return Way.lines(execution.select());
            }
        }
    }

    /** FedX over the same endpoints, as it is. */
    record FedX(FedXRepository federation, int secondsMax) implements Way {
        static FedX of(List<Member> members, int secondsMax) {
            FedXRepository federation = FedXFactory.createSparqlFederation(
                    members.stream().map(Member::endpoint).toList());
            federation.init();
            return new FedX(federation, secondsMax);
        }

        @Override
        public String name() {
            return "FedX";
        }

        @Override
        public List<String> rows(Question question) {
            try (var connection = federation.getConnection()) {
                TupleQuery query = connection.prepareTupleQuery(question.plain().serialize());
                query.setMaxExecutionTime(secondsMax);
                List<String> lines = new ArrayList<>();
                try (TupleQueryResult rows = query.evaluate()) {
                    while (rows.hasNext()) {
                        BindingSet row = rows.next();
                        List<String> cells = new ArrayList<>();
                        for (String column : rows.getBindingNames()) {
                            Value value = row.getValue(column);
                            cells.add(value == null ? "" : cell(value.stringValue(), value instanceof Literal));
                        }
                        lines.add(String.join(" | ", cells));
                    }
                }
                lines.sort(null);
                return lines;
            }
        }

        @Override
        public void close() {
            federation.shutDown();
        }
    }

    private static List<String> lines(RowSet rows) {
        List<Var> columns = rows.getResultVars();
        List<String> lines = new ArrayList<>();
        rows.forEachRemaining((Binding row) -> lines.add(String.join(
                " | ",
                columns.stream()
                        .map(column -> row.contains(column)
                                ? cell(
                                        row.get(column).isLiteral()
                                                ? row.get(column).getLiteralLexicalForm()
                                                : row.get(column).toString(),
                                        row.get(column).isLiteral())
                                : "")
                        .toList())));
        lines.sort(null);
        return lines;
    }

    /** Numbers in one form: engines write means with other digits. */
    private static String cell(String text, boolean isLiteral) {
        if (isLiteral && text.matches("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")) {
            return String.format(Locale.ROOT, "%.6f", Double.parseDouble(text));
        }
        // A point of WKT has numbers in it.
        return text.startsWith("POINT(")
                ? "POINT"
                        + Arrays.stream(text.substring(6, text.length() - 1).split(" "))
                                .map(number -> cell(number, true))
                                .toList()
                : text;
    }
}

package city.belfry.hub.sparql;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetWriter;
import org.apache.jena.riot.rowset.rw.RowSetWriterJSON;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.exec.RowSetStream;
import org.apache.jena.sparql.util.Context;

/// What it costs to write an answer as JSON, beside Jena's own writer, cold and warm.
///
/// `java -cp … city.belfry.hub.sparql.AnswerBench [ROWS]`: rows of an IRI, a name and a number.
public final class AnswerBench {
    private static final List<Var> COLUMNS = List.of(Var.alloc("station"), Var.alloc("name"), Var.alloc("bikes"));
    private static final int COLD_ROWS = 119;
    private static final int ROUNDS = 8;

    private AnswerBench() {}

    public static void main(String[] arguments) {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        List<Binding> rows =
                IntStream.range(0, count).mapToObj(AnswerBench::row).toList();
        RowSetWriter ours = ResultsJson.plain();
        RowSetWriter jenas = RowSetWriterJSON.factory.create(ResultSetLang.RS_JSON);
        System.out.println(
                System.getProperty("os.name") + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        time("Jena's, the first time", jenas, rows.subList(0, COLD_ROWS));
        time("ours, the first time", ours, rows.subList(0, COLD_ROWS));
        for (int round = 1; round <= ROUNDS; round++) {
            time("Jena's", jenas, rows);
            time("ours", ours, rows);
        }
    }

    private static Binding row(int i) {
        return BindingFactory.binding(
                COLUMNS.get(0), NodeFactory.createURI("https://lille.example/id/station/vlille-" + i),
                COLUMNS.get(1), NodeFactory.createLiteralLang("Station de l'Église n° " + i, "fr"),
                COLUMNS.get(2), NodeFactory.createLiteralDT(Integer.toString(i % 40), XSDDatatype.XSDinteger));
    }

    private static void time(String what, RowSetWriter writer, List<Binding> rows) {
        long begin = System.nanoTime();
        writer.write(OutputStream.nullOutputStream(), RowSetStream.create(COLUMNS, rows.iterator()), new Context());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf(
                "%-24s %7d rows %8.2f ms %10.0f rows/s%n",
                what, rows.size(), took.toNanos() / 1e6, rows.size() * 1e9 / took.toNanos());
    }
}

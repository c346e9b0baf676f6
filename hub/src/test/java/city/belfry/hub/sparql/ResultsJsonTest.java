package city.belfry.hub.sparql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.jena.atlas.RuntimeIOException;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.ARQ;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetReaderRegistry;
import org.apache.jena.riot.rowset.RowSetWriter;
import org.apache.jena.riot.rowset.rw.RowSetWriterJSON;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.exec.QueryExecResult;
import org.apache.jena.sparql.exec.RowSetStream;
import org.apache.jena.sparql.util.Context;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The hub's own JSON of an answer says what Jena's says, leaves as it is found, and is no JSON when it was cut.
class ResultsJsonTest {
    private static final RowSetWriter OURS = ResultsJson.plain();
    private static final RowSetWriter JENAS = RowSetWriterJSON.factory.create(ResultSetLang.RS_JSON);
    private static final List<Var> COLUMNS =
            List.of(Var.alloc("s"), Var.alloc("été"), Var.alloc("x_1"), Var.alloc("日本"));
    private static final String ODD =
            "aé\"\\/<>&'\u0000\u0001\b\t\n\f\r\u001f\u007f\u0085\u2028\u2029\ufeff\uffff{}[],:";
    private static final String HALVES = "\ud800\udbff\udc00\udfff";

    @Test
    void anyRowsAreReadBackAsThoseThatJenaWrites() {
        Random random = new Random(20);
        for (int round = 0; round < 400; round++) {
            List<Binding> rows = IntStream.range(0, random.nextInt(8))
                    .mapToObj(i -> row(random))
                    .toList();
            Context context = new Context();
            context.set(ARQ.outputGraphBNodeLabels, random.nextBoolean());
            assertEquals(read(written(JENAS, rows, context)), read(written(OURS, rows, context)), "round " + round);
        }
    }

    @Test
    void aBlankNodeKeepsItsLabelWhereThatIsWanted() {
        List<Binding> rows = List.of(BindingFactory.binding(COLUMNS.get(0), NodeFactory.createBlankNode("b7")));
        Context asGiven = new Context();
        asGiven.set(ARQ.outputGraphBNodeLabels, true);

        assertEquals(
                "{\"head\":{\"vars\":[\"s\",\"été\",\"x_1\",\"日本\"]},\"results\":{\"bindings\":["
                        + "{\"s\":{\"type\":\"bnode\",\"value\":\"b7\"}}]}}\n",
                text(written(OURS, rows, asGiven)));
        assertTrue(text(written(OURS, rows, new Context())).contains("\"value\":\"b0\""));
    }

    @Test
    void aTruthValueIsReadBack() {
        for (boolean answer : new boolean[] {true, false}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            OURS.write(out, answer, new Context());
            QueryExecResult result = RowSetReaderRegistry.getFactory(ResultSetLang.RS_JSON)
                    .create(ResultSetLang.RS_JSON)
                    .readAny(new ByteArrayInputStream(out.toByteArray()), new Context());
            assertEquals(answer, result.booleanResult());
        }
    }

    @Test
    void membersMoreDoNotDisturbTheReader() {
        JsonMapper mapper = JsonMapper.shared();
        List<Binding> rows = List.of(BindingFactory.binding(COLUMNS.get(0), NodeFactory.createURI("https://a/b")));
        byte[] written = written(
                ResultsJson.with(more -> {
                    more.writeName("receipt");
                    mapper.writeValue(more, List.of("é", 1));
                }),
                rows,
                new Context());

        assertEquals("[\"é\",1]", mapper.readTree(written).get("receipt").toString());
        assertEquals(read(written(JENAS, rows, new Context())), read(written));
    }

    /// Not all is held until the end, and the network is not bothered for every row.
    @Test
    void rowsLeaveWhileOthersAreStillSought() {
        Sink out = new Sink();
        List<Long> sizes = new ArrayList<>();
        Iterator<Binding> rows = IntStream.range(0, 5_000)
                .mapToObj(i -> {
                    sizes.add(out.size);
                    return row(new Random(i));
                })
                .iterator();

        OURS.write(out, RowSetStream.create(COLUMNS, rows), new Context());

        assertTrue(sizes.get(2_500) > out.size / 3, sizes.get(2_500) + " of " + out.size);
        assertEquals(1, out.flushes);
    }

    @Test
    void anAnswerThatBreaksOffIsNoJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Iterator<Binding> rows = IntStream.range(0, 10)
                .mapToObj(i -> {
                    if (i == 5) {
                        throw new IllegalStateException("the store is gone");
                    }
                    return row(new Random(i));
                })
                .iterator();

        assertThrows(
                IllegalStateException.class, () -> OURS.write(out, RowSetStream.create(COLUMNS, rows), new Context()));
        assertFalse(out.toString(StandardCharsets.UTF_8).endsWith("}\n"));
        assertThrows(RuntimeException.class, () -> JsonMapper.shared().readTree(out.toByteArray()));
    }

    @Test
    void aClientThatLeftIsKnownToFuseki() {
        Sink gone = new Sink();
        gone.bytesMax = 10_000;
        List<Binding> rows =
                IntStream.range(0, 5_000).mapToObj(i -> row(new Random(i))).toList();

        assertThrows(
                RuntimeIOException.class,
                () -> OURS.write(gone, RowSetStream.create(COLUMNS, rows.iterator()), new Context()));
    }

    private static byte[] written(RowSetWriter writer, List<Binding> rows, Context context) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out, RowSetStream.create(COLUMNS, rows.iterator()), context);
        return out.toByteArray();
    }

    private static String text(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8);
    }

    private static List<String> read(byte[] answer) {
        Context context = new Context();
        context.set(ARQ.inputGraphBNodeLabels, true);
        List<String> rows = new ArrayList<>();
        var read = RowSetReaderRegistry.getFactory(ResultSetLang.RS_JSON)
                .create(ResultSetLang.RS_JSON)
                .read(new ByteArrayInputStream(answer), context);
        rows.add(read.getResultVars().toString());
        read.forEachRemaining(row -> {
            StringBuilder line = new StringBuilder();
            COLUMNS.forEach(
                    column -> line.append(String.valueOf(row.get(column))).append(" | "));
            rows.add(line.toString());
        });
        return rows;
    }

    private static Binding row(Random random) {
        BindingBuilder row = BindingFactory.builder();
        for (Var column : COLUMNS) {
            if (random.nextInt(4) > 0) {
                row.add(column, term(random, 2));
            }
        }
        return row.build();
    }

    private static Node term(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 8)) {
            case 0 -> NodeFactory.createURI("https://é.example/" + text(random));
            case 1 -> NodeFactory.createBlankNode("b" + random.nextInt(3));
            case 2 -> NodeFactory.createLiteralString(text(random));
            case 3 -> NodeFactory.createLiteralLang(text(random), random.nextBoolean() ? "fr" : "zh-Hant-TW");
            case 4 -> NodeFactory.createLiteralDirLang(text(random), "ar", random.nextBoolean() ? "rtl" : "ltr");
            case 5 -> NodeFactory.createLiteralDT(Integer.toString(random.nextInt()), XSDDatatype.XSDinteger);
            case 6 -> NodeFactory.createLiteralDT(text(random), XSDDatatype.XSDdouble);
            case 7 ->
                NodeFactory.createLiteralDT(
                        text(random), TypeMapper.getInstance().getSafeTypeByName("https://é.example/type"));
            default ->
                NodeFactory.createTripleTerm(
                        NodeFactory.createURI("https://a.example/s"),
                        NodeFactory.createURI("https://a.example/p"),
                        term(random, depth - 1));
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(random.nextInt(20) == 0 ? 20_000 : 12); length > 0; length--) {
            switch (random.nextInt(12)) {
                case 0 -> text.append(HALVES.charAt(random.nextInt(HALVES.length())));
                case 1 -> text.append("😀𐍈");
                case 2, 3 -> text.append(ODD.charAt(random.nextInt(ODD.length())));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }

    private static final class Sink extends java.io.OutputStream {
        private long bytesMax = Long.MAX_VALUE;
        private long size;
        private int flushes;

        @Override
        public void write(int b) {
            throw new UncheckedIOException(new IOException("byte by byte"));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            size += length;
            if (size > bytesMax) {
                throw new IOException("connection reset");
            }
        }

        @Override
        public void flush() {
            flushes++;
        }
    }
}

package city.belfry.hub.sparql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;
import org.apache.jena.atlas.RuntimeIOException;
import org.apache.jena.atlas.io.IO;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.TextDirection;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ARQ;
import org.apache.jena.rdf.model.impl.Util;
import org.apache.jena.riot.out.NodeToLabel;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetWriter;
import org.apache.jena.riot.rowset.RowSetWriterRegistry;
import org.apache.jena.riot.system.SyntaxLabels;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.util.Context;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/// Rows and truth values as SPARQL 1.1 Query Results JSON, without a character of layout: writing an answer costs more
/// than finding it where every line is indented. Quoted triples and the direction of a text have the members that
/// Jena's reader knows (SPARQL 1.2 Query Results JSON §3.2.2).
///
/// Rows go out as they come; nothing is flushed between them, and nothing is closed for a failed answer, which
/// therefore stays no JSON.
public final class ResultsJson implements RowSetWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString VALUE = new SerializedString("value");
    private static final SerializableString URI = new SerializedString("uri");
    private static final SerializableString BNODE = new SerializedString("bnode");
    private static final SerializableString LITERAL = new SerializedString("literal");
    private static final SerializableString TRIPLE = new SerializedString("triple");
    private static final SerializableString DATATYPE = new SerializedString("datatype");
    private static final SerializableString LANGUAGE = new SerializedString("xml:lang");
    private static final SerializableString DIRECTION = new SerializedString("its:dir");
    private static final SerializableString SUBJECT = new SerializedString("subject");
    private static final SerializableString PREDICATE = new SerializedString("predicate");
    private static final SerializableString OBJECT = new SerializedString("object");

    private final Consumer<JsonGenerator> more;

    private ResultsJson(Consumer<JsonGenerator> more) {
        this.more = more;
    }

    /// Lets every answer in JSON of this process be written so, Fuseki's too.
    public static void install() {
        RowSetWriterRegistry.register(ResultSetLang.RS_JSON, language -> plain());
    }

    static RowSetWriter plain() {
        return with(json -> {});
    }

    /// A writer whose answers have more members beside those of the standard, which clients leave alone.
    public static RowSetWriter with(Consumer<JsonGenerator> more) {
        return new ResultsJson(more);
    }

    @Override
    public void write(Writer out, RowSet rows, Context context) {
        throw new UnsupportedOperationException("JSON is bytes in UTF-8; give an output stream");
    }

    @Override
    public void write(OutputStream out, boolean answer, Context context) {
        generate(
                out,
                json -> json.writeStartObject()
                        .writeObjectPropertyStart("head")
                        .writeEndObject()
                        .writeBooleanProperty("boolean", answer));
    }

    @Override
    public void write(OutputStream out, RowSet rows, Context context) {
        generate(out, json -> {
            List<Var> columns = rows.getResultVars();
            json.writeStartObject().writeObjectPropertyStart("head").writeArrayPropertyStart("vars");
            columns.forEach(column -> json.writeString(encodable(column.getVarName())));
            json.writeEndArray()
                    .writeEndObject()
                    .writeObjectPropertyStart("results")
                    .writeArrayPropertyStart("bindings");
            new Rows(json, columns, labels(context)).write(rows);
            json.writeEndArray().writeEndObject();
        });
    }

    private static NodeToLabel labels(@Nullable Context context) {
        return context != null && context.isTrue(ARQ.outputGraphBNodeLabels)
                ? SyntaxLabels.createNodeToLabelAsGiven()
                : SyntaxLabels.createNodeToLabel();
    }

    /// Failures of the stream leave as those of Jena's own writers do, for Fuseki knows them.
    private void generate(OutputStream out, Consumer<JsonGenerator> answer) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            answer.accept(json);
            more.accept(json);
            json.writeEndObject().writeRaw('\n');
        } catch (JacksonIOException e) {
            throw new RuntimeIOException(e.getCause());
        }
        IO.flush(out);
    }

    /// The text itself, or with a question mark for each half of a surrogate pair, as Java's own encoder has it:
    /// half a character has no UTF-8.
    private static String encodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return new String(text.getBytes(UTF_8), UTF_8);
                }
            }
        }
        return text;
    }

    /// One answer's rows.
    private static final class Rows {
        private final JsonGenerator json;
        private final Var[] columns;
        private final SerializableString[] names;
        private final NodeToLabel labels;

        Rows(JsonGenerator json, List<Var> columns, NodeToLabel labels) {
            this.json = json;
            this.columns = columns.toArray(Var[]::new);
            this.names = columns.stream()
                    .map(column -> new SerializedString(encodable(column.getVarName())))
                    .toArray(SerializableString[]::new);
            this.labels = labels;
        }

        void write(RowSet rows) throws JacksonException {
            while (rows.hasNext()) {
                Binding row = rows.next();
                json.writeStartObject();
                for (int i = 0; i < columns.length; i++) {
                    Node cell = row.get(columns[i]);
                    if (cell != null) {
                        json.writeName(names[i]);
                        term(cell);
                    }
                }
                json.writeEndObject();
            }
        }

        private void term(Node term) {
            json.writeStartObject().writeName(TYPE);
            if (term.isURI()) {
                json.writeString(URI).writeName(VALUE).writeString(encodable(term.getURI()));
            } else if (term.isLiteral()) {
                literal(term);
            } else if (term.isBlank()) {
                json.writeString(BNODE)
                        .writeName(VALUE)
                        .writeString(encodable(labels.get(null, term).substring("_:".length())));
            } else if (term.isTripleTerm()) {
                triple(term.getTriple());
            } else {
                throw new IllegalArgumentException(term.getClass().getSimpleName() + " is no term of an answer");
            }
            json.writeEndObject();
        }

        private void literal(Node term) {
            json.writeString(LITERAL);
            String language = term.getLiteralLanguage();
            if (!language.isEmpty()) {
                json.writeName(LANGUAGE).writeString(language);
                TextDirection direction = term.getLiteralBaseDirection();
                if (direction != null) {
                    json.writeName(DIRECTION).writeString(direction.direction());
                }
            } else if (!Util.isSimpleString(term)) {
                json.writeName(DATATYPE).writeString(encodable(term.getLiteralDatatypeURI()));
            }
            json.writeName(VALUE).writeString(encodable(term.getLiteralLexicalForm()));
        }

        private void triple(Triple triple) {
            json.writeString(TRIPLE).writeName(VALUE).writeStartObject();
            json.writeName(SUBJECT);
            term(triple.getSubject());
            json.writeName(PREDICATE);
            term(triple.getPredicate());
            json.writeName(OBJECT);
            term(triple.getObject());
            json.writeEndObject();
        }
    }
}

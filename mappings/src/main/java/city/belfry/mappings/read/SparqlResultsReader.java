package city.belfry.mappings.read;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import java.io.IOException;
import org.apache.jena.query.ARQ;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetReaderRegistry;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.resultset.ResultSetException;

/// Reads what a SPARQL endpoint answers (SPARQL 1.1 Query Results JSON Format; XML Format).
final class SparqlResultsReader implements RowReader {
    private final boolean isXml;

    SparqlResultsReader(boolean isXml) {
        this.isXml = isXml;
    }

    @Override
    public Count read(SourceFile file, Fields fields, RowConsumer consumer, Findings findings) throws IOException {
        Lang language = isXml ? ResultSetLang.RS_XML : ResultSetLang.RS_JSON;
        try (CountedStream in = new CountedStream(file.open())) {
            RowSet solutions =
                    RowSetReaderRegistry.getFactory(language).create(language).read(in, ARQ.getContext());
            // Jena's reader of JSON does not insist on "vars" in the head.
            if (solutions.getResultVars() == null) {
                throw new MappingException(
                        Code.SOURCE_UNREADABLE,
                        file.name() + " did not answer with SPARQL results: they do not name their variables.");
            }
            Count count = new Solutions(fields, findings, consumer, file.name()).read(solutions);
            return new Count(count.records(), in.count());
        } catch (ResultSetException | RiotException broken) {
            throw new MappingException(
                    Code.SOURCE_UNREADABLE,
                    "%s did not answer with SPARQL results: %s".formatted(file.name(), broken.getMessage()),
                    broken);
        }
    }
}

package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.ontology.ForeignRdf;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.lang.LangJSONLD11;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.util.Context;

/// Reads the solutions of a SPARQL query over an RDF file, which is held whole within its limit.
final class RdfQueryReader implements RowReader {
    private final Limits limits;
    private final String query;

    RdfQueryReader(Limits limits, String query) {
        this.limits = limits;
        this.query = query;
    }

    /// What a file of JSON-LD refers to is not fetched: a source reaches nothing that its run may not.
    private static Context withoutFetching() {
        return new Context().set(LangJSONLD11.JSONLD_OPTIONS, new JsonLdOptions((address, options) -> {
            throw new JsonLdError(
                    JsonLdErrorCode.LOADING_DOCUMENT_FAILED,
                    "the file refers to " + address + ", which is not fetched; write the context into the file");
        }));
    }

    @Override
    public Count read(SourceFile file, Fields fields, RowConsumer consumer, Findings findings) throws IOException {
        if (file.packedBytes() > limits.documentBytes()) {
            throw new MappingException(
                    Code.LIMIT_REACHED,
                    "%s is larger than the limit 'documentBytes' of %d; load it into a store and ask that."
                            .formatted(file.name(), limits.documentBytes()));
        }
        Lang language = RDFLanguages.filenameToLang(file.entry(), Lang.TURTLE);
        DatasetGraph dataset = DatasetGraphFactory.createGeneral();
        try (InputStream in = file.open()) {
            ForeignRdf.read(() -> RDFParser.source(in)
                    .lang(language)
                    .base("https://w3id.org/belfry/source/")
                    .context(withoutFetching())
                    .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging)
                    .parse(dataset));
            Query asked = QueryFactory.create(query);
            // The query asks the file and nothing else: no SERVICE.
            try (QueryExec execution = QueryExec.dataset(dataset)
                    .query(asked)
                    .set(ARQ.httpServiceAllowed, false)
                    .overallTimeout(limits.answerTime().toMillis(), TimeUnit.MILLISECONDS)
                    .build()) {
                return new Solutions(fields, findings, consumer, file.name()).read(execution.select());
            }
        } catch (RiotException broken) {
            throw new MappingException(
                    Code.SOURCE_UNREADABLE,
                    "%s is no %s: %s".formatted(file.name(), language.getName(), broken.getMessage()),
                    broken);
        } catch (QueryCancelledException slow) {
            throw new MappingException(
                    Code.LIMIT_REACHED,
                    "The query over %s took longer than the limit 'answerTime' of %s."
                            .formatted(file.name(), limits.answerTime()),
                    slow);
        } catch (QueryException invalid) {
            throw new MappingException(
                    Code.QUERY_INVALID,
                    "The query over %s cannot be carried out: %s"
                            .formatted(
                                    file.name(),
                                    String.valueOf(invalid.getMessage()).replaceAll("\\s+", " ")),
                    invalid);
        }
    }
}

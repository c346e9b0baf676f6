package city.belfry.hub.jsonld;

import city.belfry.ontology.JsonLdContext;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import com.apicatalog.jsonld.loader.SchemeRouter;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import org.apache.jena.riot.lang.LangJSONLD11;
import org.apache.jena.sparql.util.Context;

/// Keeps a JSON-LD document from making the hub fetch its `@context` over the network or from a file. The hub's own
/// context is known under its IRIs, so that what the hub gives out it also takes in.
public final class OfflineContexts implements DocumentLoader {
    private static final String PATH = "/ont/context.jsonld";

    private final List<String> own;

    private OfflineContexts(String cityBase) {
        own = List.of(iri(cityBase), iri("https://w3id.org/belfry"));
    }

    /// The IRI of the hub's own context.
    public static String iri(String cityBase) {
        return cityBase + PATH;
    }

    /// For one parser of Jena.
    public static Context forParser(String cityBase) {
        return new Context().set(LangJSONLD11.JSONLD_OPTIONS, new JsonLdOptions(new OfflineContexts(cityBase)));
    }

    /// For all JSON-LD that this process reads: the library has one default loader, and Fuseki gives no other way to
    /// it.
    public static void install(String cityBase) {
        if (SchemeRouter.defaultInstance() instanceof SchemeRouter router) {
            DocumentLoader loader = new OfflineContexts(cityBase);
            for (String scheme : List.of("http", "https", "file")) {
                router.set(scheme, loader);
            }
        } else {
            throw new IllegalStateException("the JSON-LD library routes contexts in another way than expected");
        }
    }

    @Override
    public Document loadDocument(URI uri, DocumentLoaderOptions options) throws JsonLdError {
        if (own.contains(uri.toString())) {
            return JsonDocument.of(new StringReader(JsonLdContext.document()));
        }
        throw new JsonLdError(
                JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED,
                "The context <" + uri + "> is not fetched. Put the context into the document.");
    }
}

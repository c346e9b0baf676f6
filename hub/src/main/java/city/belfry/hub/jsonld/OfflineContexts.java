package city.belfry.hub.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.jsonld.loader.SchemeRouter;
import java.util.List;
import org.apache.jena.riot.lang.LangJSONLD11;
import org.apache.jena.sparql.util.Context;

/// Keeps a JSON-LD document from making the hub fetch its `@context` over the network or from a file.
public final class OfflineContexts {
    private static final DocumentLoader REFUSAL = (uri, options) -> {
        throw new JsonLdError(
                JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED,
                "The context <" + uri + "> is not fetched. Put the context into the document.");
    };

    private OfflineContexts() {}

    /// For one parser of Jena.
    public static Context forParser() {
        return new Context().set(LangJSONLD11.JSONLD_OPTIONS, new JsonLdOptions(REFUSAL));
    }

    /// For all JSON-LD that this process reads: the library has one default loader, and Fuseki gives no other way to
    /// it.
    public static void install() {
        if (SchemeRouter.defaultInstance() instanceof SchemeRouter router) {
            for (String scheme : List.of("http", "https", "file")) {
                router.set(scheme, REFUSAL);
            }
        } else {
            throw new IllegalStateException("the JSON-LD library routes contexts in another way than expected");
        }
    }
}

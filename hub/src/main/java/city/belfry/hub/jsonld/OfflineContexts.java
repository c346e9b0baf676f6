package city.belfry.hub.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.jsonld.loader.SchemeRouter;
import java.util.List;

/// Keeps a JSON-LD document from making the hub fetch its `@context` over the network or from a file.
public final class OfflineContexts {
    private OfflineContexts() {}

    /// Refuses every context that is not in the document itself, for all JSON-LD that this process reads.
    ///
    /// The JSON-LD library has one default loader per process, and Fuseki gives no other way to it.
    public static void install() {
        DocumentLoader refusal = (uri, options) -> {
            throw new JsonLdError(
                    JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED,
                    "The context <" + uri + "> is not fetched. Put the context into the document.");
        };
        if (SchemeRouter.defaultInstance() instanceof SchemeRouter router) {
            for (String scheme : List.of("http", "https", "file")) {
                router.set(scheme, refusal);
            }
        } else {
            throw new IllegalStateException("the JSON-LD library routes contexts in another way than expected");
        }
    }
}

package city.belfry.mappings.read;

import net.sf.saxon.Configuration;
import net.sf.saxon.lib.EnvironmentVariableResolver;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.trans.XPathException;

/// An XPath processor whose expressions see nothing but the document: `doc`, `unparsed-text`, `collection`,
/// `environment-variable` and the like find no file, no address and no variable.
final class LockedXPath {
    private LockedXPath() {}

    static Processor processor() {
        Processor processor = new Processor(false);
        processor.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "none");
        processor.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        processor.setConfigurationProperty(Feature.ENVIRONMENT_VARIABLE_RESOLVER, new NoVariables());
        Configuration configuration = processor.getUnderlyingConfiguration();
        // What is wrong is thrown; nothing is written to standard error.
        configuration.setErrorReporterFactory(_ -> _ -> {});
        configuration.setResourceResolver(request -> {
            throw refused(request.uri);
        });
        configuration.setUnparsedTextURIResolver((uri, _, _, _) -> {
            throw refused(uri.toString());
        });
        configuration.setCollectionFinder((_, uri) -> {
            throw refused(uri);
        });
        return processor;
    }

    /// Compiles an expression. Saxon trips over some that are right but senseless, such as `/a/2|b//c`; they are
    /// refused like wrong ones.
    static XPathExecutable compile(XPathCompiler compiler, String expression) throws SaxonApiException {
        try {
            return compiler.compile(expression);
        } catch (IllegalStateException | UnsupportedOperationException tripped) {
            throw new SaxonApiException("it cannot be carried out; write it in a simpler way", tripped);
        }
    }

    private static XPathException refused(String uri) {
        return new XPathException("an expression may read nothing but its document, not " + uri);
    }

    private static final class NoVariables implements EnvironmentVariableResolver {
        @Override
        public java.util.Set<String> getAvailableEnvironmentVariables() {
            return java.util.Set.of();
        }

        @Override
        public String getEnvironmentVariable(String name) {
            return "";
        }
    }
}

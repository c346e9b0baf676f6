package city.belfry.mappings.read;

import city.belfry.mappings.json.JsonPath;
import city.belfry.mappings.json.JsonPath.InvalidJsonPath;
import city.belfry.mappings.rml.LogicalSource;
import java.util.Optional;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;

/// Tells before a run whether the iterator and the references of a source can be understood.
public final class Expressions {
    private Expressions() {}

    /// What is wrong with an expression; empty when nothing is.
    public static Optional<String> problem(LogicalSource source, String expression) {
        return switch (source.format()) {
            case CSV, XLSX, ROWS -> Optional.empty();
            case JSON -> {
                try {
                    JsonPath.parse(expression);
                    yield Optional.empty();
                } catch (InvalidJsonPath invalid) {
                    yield Optional.of("this is no JSONPath: " + invalid.reason());
                }
            }
            case XML -> isSimple(source, expression) ? Optional.empty() : XPath.problem(source, expression);
        };
    }

    private static boolean isSimple(LogicalSource source, String expression) {
        Fields fields = new Fields(source);
        fields.slot(expression);
        return XmlPath.absolute(expression, source.namespaces()).isPresent()
                || XmlPath.tree(fields).isPresent();
    }

    /// A class of its own, so that Saxon is loaded only where it is needed.
    private static final class XPath {
        private XPath() {}

        private static Optional<String> problem(LogicalSource source, String expression) {
            XPathCompiler compiler = LockedXPath.processor().newXPathCompiler();
            source.namespaces().forEach(compiler::declareNamespace);
            try {
                LockedXPath.compile(compiler, expression);
                return Optional.empty();
            } catch (SaxonApiException invalid) {
                return Optional.of("this is no XPath: " + invalid.getMessage());
            }
        }
    }
}

package city.belfry.hub.rest;

import java.math.BigDecimal;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;

/// RDF terms as plain JSON values, for those who want a table and no RDF.
public final class TableJson {
    private TableJson() {}

    /// A number or a truth value as such, an IRI or any other literal as its text.
    public static Object value(Node node) {
        if (node.isURI()) {
            return node.getURI();
        }
        if (!node.isLiteral()) {
            return node.isBlank() ? "_:" + node.getBlankNodeLabel() : node.toString();
        }
        String text = node.getLiteralLexicalForm();
        if (!node.getLiteral().isWellFormed()) {
            return text;
        }
        if (node.getLiteralDatatype() instanceof XSDDatatype
                && node.getLiteralValue() instanceof Number number
                && isFinite(number)) {
            return number;
        }
        return XSDDatatype.XSDboolean.equals(node.getLiteralDatatype()) ? node.getLiteralValue() : text;
    }

    private static boolean isFinite(Number number) {
        return number instanceof BigDecimal || Double.isFinite(number.doubleValue());
    }
}

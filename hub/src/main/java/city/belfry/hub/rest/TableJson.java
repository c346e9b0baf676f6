package city.belfry.hub.rest;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;

/// RDF terms as plain JSON values, for those who want a table and no RDF.
public final class TableJson {
    private TableJson() {}

    /// The values of a row by column; a column without a value is left out.
    public static Map<String, Object> row(List<Var> columns, Binding row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Var column : columns) {
            Node node = row.get(column);
            if (node != null) {
                values.put(column.getVarName(), value(node));
            }
        }
        return values;
    }

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

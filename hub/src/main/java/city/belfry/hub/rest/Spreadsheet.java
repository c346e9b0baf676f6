package city.belfry.hub.rest;

import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.exec.RowSetStream;

/// Rows for a program that guesses: it takes a file without mark for an old character set and runs what looks like a
/// formula.
final class Spreadsheet {
    /// UTF-8 says so in its first three bytes.
    static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /// Some programs look past white space, and take the wide forms of East Asian keyboards for the narrow ones.
    private static final String FORMULA_STARTS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private Spreadsheet() {}

    /// Texts that a spreadsheet would run begin with an apostrophe, which it hides; numbers stay as they are.
    static RowSet withoutFormulas(RowSet rows) {
        List<Var> columns = rows.getResultVars();
        return RowSetStream.create(columns, org.apache.jena.atlas.iterator.Iter.map(rows, row -> safe(columns, row)));
    }

    private static Binding safe(List<Var> columns, Binding row) {
        BindingBuilder safe = BindingFactory.builder();
        for (Var column : columns) {
            Node node = row.get(column);
            if (node != null) {
                safe.add(column, isFormula(node) ? NodeFactory.createLiteralString("'" + text(node)) : node);
            }
        }
        return safe.build();
    }

    private static boolean isFormula(Node node) {
        String text = text(node);
        String seen = text.strip();
        boolean startsOddly = !text.isEmpty() && Character.isISOControl(text.charAt(0));
        boolean startsFormula = !seen.isEmpty() && FORMULA_STARTS.indexOf(seen.charAt(0)) >= 0;
        return (startsOddly || startsFormula) && !isNumber(node);
    }

    private static boolean isNumber(Node node) {
        return node.getLiteral().isWellFormed() && node.getLiteralValue() instanceof Number;
    }

    private static String text(Node node) {
        return node.isLiteral() ? node.getLiteralLexicalForm() : "";
    }
}

package city.belfry.mappings.read;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.Similar;
import city.belfry.ontology.Finding.Place;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.vocabulary.XSD;

/// Turns the solutions of a SPARQL query into rows: a reference is the name of a variable, a literal keeps its datatype
/// where a value of a source can have one, an unbound variable is no value.
final class Solutions {
    private final Fields fields;
    private final Findings findings;
    private final RowConsumer consumer;
    private final String name;
    private final RowBytes bytes = new RowBytes();

    Solutions(Fields fields, Findings findings, RowConsumer consumer, String name) {
        this.fields = fields;
        this.findings = findings;
        this.consumer = consumer;
        this.name = name;
    }

    private record Wanted(Var variable, int slot) {}

    RowReader.Count read(RowSet solutions) {
        List<Wanted> wanted = wanted(solutions.getResultVars());
        List<String> nulls = fields.source().nulls();
        Row row = new Row(fields.count());
        long records = 0;
        long read = 0;
        while (solutions.hasNext()) {
            Binding binding = solutions.next();
            bytes.clear();
            row.begin(bytes.array(), 0);
            row.at("solution", ++records);
            for (Wanted column : wanted) {
                Node node = binding.get(column.variable());
                if (node == null) {
                    continue;
                }
                if (node.isTripleTerm()) {
                    throw new MappingException(
                            Code.NOT_SUPPORTED,
                            "%s: the variable ?%s is bound to a triple; select its parts."
                                    .formatted(name, column.variable().getVarName()));
                }
                String text = node.isURI()
                        ? node.getURI()
                        : node.isBlank() ? node.getBlankNodeLabel() : node.getLiteralLexicalForm();
                if (!nulls.contains(text)) {
                    int start = bytes.length();
                    bytes.add(text);
                    row.add(column.slot(), start, bytes.length(), kind(node));
                }
            }
            row.moved(bytes.array());
            read += bytes.length();
            consumer.row(row);
        }
        return new RowReader.Count(records, read);
    }

    private List<Wanted> wanted(List<Var> variables) {
        List<Wanted> wanted = new ArrayList<>();
        for (int slot = 0; slot < fields.count(); slot++) {
            if (fields.isDerived(slot)) {
                continue;
            }
            String reference = fields.name(slot);
            Var variable = Var.alloc(reference.startsWith("?") ? reference.substring(1) : reference);
            if (variables.contains(variable)) {
                wanted.add(new Wanted(variable, slot));
            } else if (!fields.source().optionalColumns().contains(reference)
                    && !fields.source().optionalColumns().contains("*")) {
                findings.warning(
                        "COLUMN_MISSING",
                        Place.of(name),
                        reference,
                        "the query selects no ?" + variable.getVarName()
                                + Similar.suggestion(
                                        variable.getVarName(),
                                        variables.stream().map(Var::getVarName).toList()),
                        "Select it, or correct the reference.");
            }
        }
        return wanted;
    }

    private static byte kind(Node node) {
        if (!node.isLiteral()) {
            return Row.TEXT;
        }
        String datatype = node.getLiteralDatatypeURI();
        if (datatype.equals(XSD.integer.getURI())) {
            return Row.INTEGER;
        }
        if (datatype.equals(XSD.decimal.getURI())) {
            return Row.DECIMAL;
        }
        if (datatype.equals(XSD.xdouble.getURI())) {
            return Row.PLAIN_DOUBLE;
        }
        if (datatype.equals(XSD.xboolean.getURI())) {
            return Row.BOOLEAN;
        }
        if (datatype.equals(XSD.date.getURI())) {
            return Row.DATE;
        }
        if (datatype.equals(XSD.time.getURI())) {
            return Row.TIME;
        }
        if (datatype.equals(XSD.dateTime.getURI())) {
            return Row.DATE_TIME;
        }
        return datatype.equals(XSD.hexBinary.getURI()) ? Row.BINARY : Row.TEXT;
    }
}

package city.belfry.mappings.run;

import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;

/// What a text must look like to be of a datatype of XML Schema (part 2, the lexical space of each).
final class LexicalForms {
    /// Of a text that is longer the beginning is quoted.
    private static final int QUOTED_CHARACTERS_MAX = 40;

    private LexicalForms() {}

    /// Whether a literal's datatype is one of XML Schema that its text does not belong to. Of other datatypes nothing
    /// is known.
    static boolean isBroken(Node literal) {
        return literal.getLiteralDatatype() instanceof XSDDatatype
                && !literal.getLiteral().isWellFormed();
    }

    /// The text and what it is not.
    static String told(Node literal) {
        String text = literal.getLiteralLexicalForm();
        String quoted = text.length() <= QUOTED_CHARACTERS_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, QUOTED_CHARACTERS_MAX)) + "…";
        String example = example(literal.getLiteralDatatype());
        return "'" + quoted + "' is no xsd:" + name(literal.getLiteralDatatype())
                + (example.isEmpty() ? "" : "; expected something like " + example);
    }

    private static String name(RDFDatatype datatype) {
        String iri = datatype.getURI();
        return iri.substring(iri.indexOf('#') + 1);
    }

    private static String example(RDFDatatype datatype) {
        return switch (name(datatype)) {
            case "double", "float" -> "12.5 or 1.25E1";
            case "decimal" -> "12.5";
            case "integer", "int", "long", "short", "byte" -> "12 or -3";
            case "nonNegativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte" -> "0 or 12";
            case "positiveInteger" -> "1 or 12";
            case "boolean" -> "true, false, 1 or 0";
            case "date" -> "2026-03-01";
            case "dateTime" -> "2026-03-01T08:30:00+01:00";
            case "dateTimeStamp" -> "2026-03-01T08:30:00+01:00, with its zone";
            case "time" -> "08:30:00";
            case "gYear" -> "2026";
            case "gYearMonth" -> "2026-03";
            case "duration", "dayTimeDuration" -> "PT5M";
            case "anyURI" -> "https://city.example/page";
            default -> "";
        };
    }
}

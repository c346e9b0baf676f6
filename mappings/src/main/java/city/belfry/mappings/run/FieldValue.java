package city.belfry.mappings.run;

import city.belfry.mappings.function.Function.Value;
import city.belfry.mappings.read.Row;
import java.nio.charset.StandardCharsets;
import org.apache.jena.datatypes.xsd.XSDDatatype;

/// A value of a field of a logical view.
///
/// @param kind as in [Row]
record FieldValue(String text, byte kind) {
    static FieldValue of(Value value) {
        byte kind = Row.TEXT;
        if (value.datatype().equals(XSDDatatype.XSDinteger.getURI())) {
            kind = Row.INTEGER;
        } else if (value.datatype().equals(XSDDatatype.XSDdouble.getURI())) {
            kind = Row.DOUBLE;
        } else if (value.datatype().equals(XSDDatatype.XSDboolean.getURI())) {
            kind = Row.BOOLEAN;
        }
        return new FieldValue(value.text(), kind);
    }

    static FieldValue ofIndex(long index) {
        return new FieldValue(Long.toString(index), Row.INTEGER);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package city.belfry.mappings.rml;

import java.util.ArrayList;
import java.util.List;

/// A field of a logical view (RML-LV, "Fields"): a name for what an expression or an iterator finds in a record.
public sealed interface ViewField {
    /// The name that the field declares; its full name has those of its parents before it, with dots.
    String name();

    List<ViewField> fields();

    Position at();

    /// One value for each result of an expression.
    ///
    /// @param fields what is found inside the value
    record Expression(String name, TermMap value, List<ViewField> fields, Position at) implements ViewField {}

    /// One record for each item that an iterator finds. Its own name has no value, only its fields and its index.
    ///
    /// Below a record, the items are found by `iterator` in the record, and each is a document of its own.
    /// Below a value, the value is the document, and the items are found by the iterator of `source`.
    ///
    /// @param source how an item falls into values
    /// @param iterator empty when the parent is a value
    record Items(String name, LogicalSource source, String iterator, List<ViewField> fields, Position at)
            implements ViewField {}

    /// Full names that a reference may use, with the index keys.
    static List<String> keys(List<ViewField> fields, String prefix) {
        List<String> keys = new ArrayList<>();
        for (ViewField field : fields) {
            String name = prefix + field.name();
            if (field instanceof Expression) {
                keys.add(name);
            }
            keys.add(name + ".#");
            keys.addAll(keys(field.fields(), name + "."));
        }
        return keys;
    }
}

package city.belfry.mappings.read;

import city.belfry.mappings.BoundedText;
import city.belfry.mappings.rml.Similar;
import city.belfry.ontology.Finding.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Which column of a table fills which slot.
final class Columns {
    /// Of a wide table the first ones are enough to see what it is.
    private static final int NAMES_SHOWN = 30;

    private Columns() {}

    /// Gives a column a slot when a pattern of an unpivot asks for it.
    static void want(String name, Fields fields) {
        if (isWanted(name, fields)) {
            fields.slot(name);
        }
    }

    private static boolean isWanted(String name, Fields fields) {
        try {
            for (Pattern pattern : fields.wantedColumns()) {
                if (BoundedText.matches(pattern, name)) {
                    return true;
                }
            }
            return false;
        } catch (BoundedText.LimitReached endless) {
            throw endless.endsTheRun();
        }
    }

    /// The slot of each column, -1 for those that nobody wants; a wanted column that is not there is a finding.
    ///
    /// @param names the header
    static int[] slots(List<String> names, Fields fields, Place header, Findings findings) {
        int[] slots = new int[names.size()];
        Arrays.fill(slots, -1);
        Map<String, Integer> columns = new HashMap<>();
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            columns.putIfAbsent(name, column);
            want(name, fields);
        }
        for (int slot = 0; slot < fields.count(); slot++) {
            String name = fields.name(slot);
            Integer column = columns.get(name);
            if (fields.isDerived(slot)) {
                continue;
            }
            if (column != null) {
                slots[column] = slot;
            } else if (!isOptional(name, fields)) {
                findings.warning(
                        "COLUMN_MISSING",
                        header,
                        name,
                        "the table has no column '" + name + "'" + Similar.suggestion(name, columns.keySet())
                                + otherwise(names),
                        "Correct the mapping, the header row or the file; values of this column are taken as empty.");
            }
        }
        return slots;
    }

    /// What may be wrong with the header as a whole.
    private static String otherwise(List<String> names) {
        for (String name : names) {
            if (name.indexOf('\uFFFD') >= 0) {
                return " The header is not in the declared encoding: '" + name + "'; declare it, for example"
                        + " csvw:encoding \"windows-1252\".";
            }
        }
        if (names.size() == 1) {
            for (String delimiter : List.of(";", "\t", "|", ",")) {
                if (names.getFirst().contains(delimiter)) {
                    return " The header is one column: '" + names.getFirst() + "'; is the delimiter "
                            + (delimiter.equals("\t") ? "a tab" : "'" + delimiter + "'") + " (csvw:delimiter)?";
                }
            }
        }
        return " It has " + String.join(", ", names.subList(0, Math.min(names.size(), NAMES_SHOWN)))
                + (names.size() > NAMES_SHOWN ? ", …" : "") + ".";
    }

    /// Columns that the mapping calls optional, and columns of another file of the same glob that only a pattern
    /// asked for.
    private static boolean isOptional(String name, Fields fields) {
        List<String> optional = fields.source().optionalColumns();
        return optional.contains(name) || optional.contains("*") || isWanted(name, fields);
    }
}

package city.belfry.mappings.run;

import city.belfry.mappings.read.Fields;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.read.SourceFile;

/// The fields that every record has though its source does not state them: `$entry` (path of its file inside the
/// source root), `$entryName` (the same without folders and ending) and `$record` (its number in the file).
final class PseudoFields {
    private final int entry;
    private final int entryName;
    private final int record;

    PseudoFields(Fields fields) {
        entry = fields.names().indexOf("$entry");
        entryName = fields.names().indexOf("$entryName");
        record = fields.names().indexOf("$record");
    }

    void fill(Row row, SourceFile file, long number) {
        if (entry >= 0) {
            row.addText(entry, file.entry());
        }
        if (entryName >= 0) {
            String name = file.entry().substring(file.entry().lastIndexOf('/') + 1);
            int dot = name.lastIndexOf('.');
            row.addText(entryName, dot > 0 ? name.substring(0, dot) : name);
        }
        if (record >= 0) {
            row.addText(record, Long.toString(number));
        }
    }
}

package city.belfry.mappings.rml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is read, and how it falls into records (RML-IO, "Logical sources"). Two triples maps with equal sources share
/// one scan.
///
/// @param access where its records come from
/// @param iterator JSONPath or XPath of a record, name of a sheet; empty for other tables
/// @param encoding character encoding, as the mapping declares it; UTF-8 when it does not
/// @param nulls cell texts that mean "no value"
/// @param optional a missing file is no fault
/// @param optionalColumns columns that may be missing; `*` = every column
/// @param shapes what is done with the records before they are mapped, in order
/// @param namespaces of XPath expressions, by prefix
/// @param old declared in the older vocabulary, where numbers of JSON have no datatype and empty cells no value
public record LogicalSource(
        Access access,
        Format format,
        String iterator,
        String encoding,
        Dialect dialect,
        List<String> nulls,
        boolean optional,
        List<String> optionalColumns,
        List<RecordShape> shapes,
        Map<String, String> namespaces,
        boolean old) {

    // Written out here and in other records that a plan is made with (RecordsAsKeysTest): those that Java makes are
    // linked at their first use, which every start would pay for.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogicalSource that
                && access.equals(that.access)
                && format == that.format
                && iterator.equals(that.iterator)
                && encoding.equals(that.encoding)
                && dialect.equals(that.dialect)
                && nulls.equals(that.nulls)
                && optional == that.optional
                && optionalColumns.equals(that.optionalColumns)
                && shapes.equals(that.shapes)
                && namespaces.equals(that.namespaces)
                && old == that.old;
    }

    @Override
    public int hashCode() {
        return access.hashCode() * 31 + iterator.hashCode();
    }

    /// Whether a value without a declared datatype has that of its source: numbers of JSON only in the newer
    /// vocabulary, columns of a database in both (R2RML §10.2).
    public boolean naturalDatatypes() {
        return !old || format == Format.ROWS;
    }

    /// The source as people know it.
    public String path() {
        return access.name();
    }

    /// The same source with one more thing done to its records.
    LogicalSource withShape(RecordShape shape) {
        List<RecordShape> more = new ArrayList<>(shapes);
        more.add(shape);
        return new LogicalSource(
                access,
                format,
                iterator,
                encoding,
                dialect,
                nulls,
                optional,
                optionalColumns,
                List.copyOf(more),
                namespaces,
                old);
    }

    /// A text inside a record of this source, as a source of its own.
    public LogicalSource nested(Format nestedFormat, String nestedIterator, Map<String, String> nestedNamespaces) {
        return new LogicalSource(
                access,
                nestedFormat,
                nestedIterator,
                "UTF-8",
                Dialect.standard(),
                nulls,
                false,
                optionalColumns,
                List.of(),
                nestedNamespaces,
                old);
    }

    /// How a source falls into records (rml:referenceFormulation).
    public enum Format {
        CSV,
        /// A sheet of an Excel workbook; the iterator is its name.
        XLSX,
        JSON,
        XML,
        /// Rows of a database, or solutions of a SPARQL query, by the names of their columns.
        ROWS;

        /// Records are rows with a cell for each column.
        public boolean isTable() {
            return switch (this) {
                case CSV, XLSX, ROWS -> true;
                case JSON, XML -> false;
            };
        }
    }

    /// How a table is written (CSVW, "Dialect descriptions"). Nothing is guessed.
    ///
    /// @param quote empty when cells are never quoted
    /// @param escape character that makes the next one literal inside quotes; empty when quotes are doubled
    /// @param comment prefix of lines to skip; empty for none
    public record Dialect(
            char delimiter,
            Optional<Character> quote,
            Optional<Character> escape,
            String comment,
            boolean header,
            int skipRows,
            boolean trim) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Dialect that
                    && delimiter == that.delimiter
                    && quote.equals(that.quote)
                    && escape.equals(that.escape)
                    && comment.equals(that.comment)
                    && header == that.header
                    && skipRows == that.skipRows
                    && trim == that.trim;
        }

        @Override
        public int hashCode() {
            return delimiter;
        }

        public static Dialect standard() {
            return new Dialect(',', Optional.of('"'), Optional.empty(), "", true, 0, false);
        }
    }
}

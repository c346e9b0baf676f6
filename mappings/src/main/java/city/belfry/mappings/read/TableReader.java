package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.Similar;
import city.belfry.ontology.Finding.Place;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the rows of a table or query. The rows come in parts, so that a result of any size streams past.
///
/// A column has the datatype that R2RML §10.2 gives its SQL type; NULL is no value. References are the names of the
/// result's columns, letter for letter.
final class TableReader implements RowReader {
    private static final int ROWS_AT_A_TIME = 1_000;
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern DATE = Pattern.compile("-?\\d{4,}-\\d\\d-\\d\\d");
    private static final Pattern MOMENT = Pattern.compile(
            "(?:(-?\\d{4,}-\\d\\d-\\d\\d)[ T])?(\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d+?)0*)? ?(?:([+-]\\d\\d)(?::?(\\d\\d))?|Z)?");
    /// Class of SQLSTATE "syntax error or access rule violation" (ISO 9075-2 §24.1).
    private static final String STATE_OF_QUERIES = "42";

    private static final List<String> STATES_OF_MISSING_TABLES = List.of("42P01", "42S02", "42S03", "42S04");

    private final Databases databases;
    private final Limits limits;
    private final Access.Database database;

    TableReader(Databases databases, Limits limits, Access.Database database) {
        this.databases = databases;
        this.limits = limits;
        this.database = database;
    }

    @Override
    public Count read(SourceFile file, Fields fields, RowConsumer consumer, Findings findings) throws IOException {
        try (Connection connection = databases.open(database);
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            statement.setQueryTimeout(Math.toIntExact(limits.answerTime().toSeconds()));
            try (ResultSet result = statement.executeQuery(database.query())) {
                return new Walk(result, fields, consumer, findings).run();
            } finally {
                connection.rollback();
            }
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    private MappingException refused(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        Code code = STATES_OF_MISSING_TABLES.contains(state)
                ? Code.SOURCE_MISSING
                : state.startsWith(STATE_OF_QUERIES) ? Code.QUERY_INVALID : Code.SOURCE_UNREADABLE;
        return new MappingException(
                code, "%s cannot be read: %s".formatted(database.name(), Databases.message(failure)), failure);
    }

    /// How the values of a column are written.
    private enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        DOUBLE,
        BOOLEAN,
        DATE,
        TIME,
        DATE_TIME,
        BINARY
    }

    /// A column that somebody needs.
    private record Column(int number, int slot, Kind kind, String name) {}

    /// One walk through one result.
    private final class Walk {
        private final ResultSet result;
        private final Fields fields;
        private final RowConsumer consumer;
        private final Findings findings;
        private final List<String> nulls;
        private final boolean canonicalDoubles;
        private final RowBytes bytes = new RowBytes();

        Walk(ResultSet result, Fields fields, RowConsumer consumer, Findings findings) {
            this.result = result;
            this.fields = fields;
            this.consumer = consumer;
            this.findings = findings;
            nulls = fields.source().nulls();
            canonicalDoubles = fields.source().old();
        }

        Count run() throws SQLException {
            List<Column> columns = columns();
            Row row = new Row(fields.count());
            long records = 0;
            long read = 0;
            while (result.next()) {
                bytes.clear();
                row.begin(bytes.array(), 0);
                row.at("row", records + 1);
                for (Column column : columns) {
                    write(column, row);
                }
                row.moved(bytes.array());
                if (bytes.length() > limits.recordBytes()) {
                    throw new MappingException(
                            Code.LIMIT_REACHED,
                            "Row %d of %s is larger than the limit 'recordBytes' of %d."
                                    .formatted(records + 1, database.name(), limits.recordBytes()));
                }
                records++;
                read += bytes.length();
                consumer.row(row);
            }
            return new Count(records, read);
        }

        /// The wanted columns, in the order of their slots.
        private List<Column> columns() throws SQLException {
            ResultSetMetaData data = result.getMetaData();
            if (data.getColumnCount() > limits.columns()) {
                throw new MappingException(
                        Code.LIMIT_REACHED,
                        "%s has %d columns; the limit 'columns' is %d."
                                .formatted(database.name(), data.getColumnCount(), limits.columns()));
            }
            Map<String, Integer> numbers = new LinkedHashMap<>();
            for (int number = 1; number <= data.getColumnCount(); number++) {
                String name = data.getColumnLabel(number);
                if (numbers.putIfAbsent(name, number) != null) {
                    findings.violation(
                            "COLUMN_DUPLICATE",
                            Place.of(database.name()),
                            name,
                            "the result has two columns '" + name + "'",
                            "Give each column of the query its own name with AS; the first one is taken.");
                }
                Columns.want(name, fields);
            }
            List<Column> columns = new ArrayList<>();
            for (int slot = 0; slot < fields.count(); slot++) {
                if (fields.isDerived(slot)) {
                    continue;
                }
                String name = fields.name(slot);
                Integer number = numbers.get(name);
                if (number != null) {
                    columns.add(new Column(number, slot, kind(data, number), name));
                } else if (!fields.source().optionalColumns().contains(name)
                        && !fields.source().optionalColumns().contains("*")) {
                    findings.warning(
                            "COLUMN_MISSING",
                            Place.of(database.name()),
                            name,
                            "the result has no column '" + name + "'" + Similar.suggestion(name, numbers.keySet()),
                            "Write the name as the database gives it; upper and lower case count.");
                }
            }
            return columns;
        }

        private static Kind kind(ResultSetMetaData data, int number) throws SQLException {
            return switch (data.getColumnType(number)) {
                case Types.BOOLEAN -> Kind.BOOLEAN;
                // A bit is a boolean, several are text.
                case Types.BIT -> data.getPrecision(number) <= 1 ? Kind.BOOLEAN : Kind.TEXT;
                case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Kind.INTEGER;
                case Types.NUMERIC, Types.DECIMAL -> Kind.DECIMAL;
                case Types.REAL, Types.FLOAT, Types.DOUBLE -> Kind.DOUBLE;
                case Types.DATE -> Kind.DATE;
                case Types.TIME, Types.TIME_WITH_TIMEZONE -> Kind.TIME;
                case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Kind.DATE_TIME;
                case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.BINARY;
                default -> Kind.TEXT;
            };
        }

        private void write(Column column, Row row) throws SQLException {
            switch (column.kind()) {
                case BOOLEAN -> {
                    boolean value = result.getBoolean(column.number());
                    if (!result.wasNull()) {
                        add(row, column, Boolean.toString(value), Row.BOOLEAN);
                    }
                }
                case BINARY -> {
                    byte[] value = result.getBytes(column.number());
                    if (value != null) {
                        add(row, column, HexFormat.of().withUpperCase().formatHex(value), Row.BINARY);
                    }
                }
                case TEXT, INTEGER, DECIMAL, DOUBLE, DATE, TIME, DATE_TIME -> {
                    String text = result.getString(column.number());
                    if (text != null && !nulls.contains(text)) {
                        write(column, text, row);
                    }
                }
            }
        }

        /// Writes a text in the form of its datatype; what is not of that form stays a text without one. (SQLite takes
        /// any text in any column.)
        private void write(Column column, String text, Row row) {
            switch (column.kind()) {
                case INTEGER -> add(row, column, text, INTEGER.matcher(text).matches() ? Row.INTEGER : Row.TEXT);
                case DECIMAL -> {
                    String plain = decimal(text);
                    add(row, column, plain.isEmpty() ? text : plain, plain.isEmpty() ? Row.TEXT : Row.DECIMAL);
                }
                case DOUBLE -> number(column, text, row);
                case DATE -> add(row, column, text, DATE.matcher(text).matches() ? Row.DATE : Row.TEXT);
                case TIME, DATE_TIME -> {
                    Matcher parts = MOMENT.matcher(text);
                    boolean fits = parts.matches() && (parts.group(1) == null) == (column.kind() == Kind.TIME);
                    add(
                            row,
                            column,
                            fits ? moment(parts) : text,
                            !fits ? Row.TEXT : column.kind() == Kind.TIME ? Row.TIME : Row.DATE_TIME);
                }
                case TEXT, BOOLEAN, BINARY -> add(row, column, text, Row.TEXT);
            }
        }

        private void number(Column column, String text, Row row) {
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException noNumber) {
                add(row, column, text, Row.TEXT);
                return;
            }
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                add(row, column, Double.isNaN(value) ? "NaN" : value > 0 ? "INF" : "-INF", Row.PLAIN_DOUBLE);
            } else if (canonicalDoubles) {
                // R2RML §10.2 asks for the canonical form, RML-IO-Registry for the shortest decimal one.
                add(row, column, text, Row.DOUBLE);
            } else {
                add(row, column, Double.toString(value), Row.PLAIN_DOUBLE);
            }
        }

        /// Without an exponent; empty when it is no decimal.
        private static String decimal(String text) {
            try {
                return new java.math.BigDecimal(text).toPlainString();
            } catch (NumberFormatException noNumber) {
                return "";
            }
        }

        /// `2009-10-10T12:12:22.5+02:00` (XML Schema 1.1 Part 2 §3.3.7, §3.3.8).
        private static String moment(Matcher parts) {
            StringBuilder text = new StringBuilder(32);
            if (parts.group(1) != null) {
                text.append(parts.group(1)).append('T');
            }
            text.append(parts.group(2));
            if (parts.group(3) != null && !parts.group(3).equals("0")) {
                text.append('.').append(parts.group(3));
            }
            if (parts.group(4) != null) {
                text.append(parts.group(4)).append(':').append(parts.group(5) == null ? "00" : parts.group(5));
            } else if (parts.group().toUpperCase(Locale.ROOT).endsWith("Z")) {
                text.append('Z');
            }
            return text.toString();
        }

        private void add(Row row, Column column, String text, byte kind) {
            int start = bytes.length();
            bytes.add(text);
            row.add(column.slot(), start, bytes.length(), kind);
        }
    }
}

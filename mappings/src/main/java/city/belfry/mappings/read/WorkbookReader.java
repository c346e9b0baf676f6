package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.LogicalSource.Dialect;
import city.belfry.mappings.rml.Similar;
import city.belfry.ontology.Finding.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;

/// Reads a sheet of an Excel workbook (XLSX): the iterator is the name of the sheet, the first one when there is none.
///
/// Numbers are numbers as Excel shows them (15 digits), dates and times are ISO 8601, a formula is its last result, an
/// empty cell is no value, an error (`#N/A`) is a finding and no value. Rows above the header are skipped by
/// `csvw:skipRows`. The packed workbook and its texts are held in memory, the rows are not.
final class WorkbookReader implements RowReader {
    /// Excel keeps no more digits of a number.
    private static final MathContext DIGITS = new MathContext(15);
    /// What a number format says in quotes, in brackets or after a backslash is not about dates.
    private static final Pattern NOT_ABOUT_DATES = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|\\*.");

    private static final Pattern DATE = Pattern.compile("[ydYD]|mmm|MMM");
    private static final Pattern TIME = Pattern.compile("[hHsS]");

    private final Limits limits;

    WorkbookReader(Limits limits) {
        this.limits = limits;
    }

    @Override
    public Count read(SourceFile file, Fields fields, RowConsumer consumer, Findings findings) throws IOException {
        byte[] bytes = bytes(file);
        if (bytes.length < 2 || bytes[0] != 'P' || bytes[1] != 'K') {
            findings.violation(
                    "FILE_IS_NO_XLSX",
                    Place.of(file.name()),
                    "",
                    "the file is not an Excel workbook (XLSX), as the mapping says",
                    "Map it as what it is, for example with rml:CSV; save an old workbook (XLS) as XLSX.");
            return new Count(0, bytes.length);
        }
        boolean hasStyles = Workbook.check(bytes, file.name(), limits);
        try (ReadableWorkbook workbook = sound(
                file,
                () -> new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(hasStyles, true)))) {
            Sheet sheet = sheet(workbook, file, fields.source().iterator());
            try (Stream<org.dhatim.fastexcel.reader.Row> rows = sound(file, sheet::openStream)) {
                long records = new Scan(file, fields, consumer, findings).run(rows.iterator());
                return new Count(records, bytes.length);
            }
        }
    }

    private byte[] bytes(SourceFile file) throws IOException {
        try (InputStream in = file.open()) {
            byte[] bytes = in.readNBytes(limits.documentBytes());
            if (in.read() >= 0) {
                throw new MappingException(
                        Code.LIMIT_REACHED,
                        "The workbook %s is larger than the limit 'documentBytes' of %d."
                                .formatted(file.name(), limits.documentBytes()));
            }
            return bytes;
        }
    }

    private static Sheet sheet(ReadableWorkbook workbook, SourceFile file, String wanted) {
        List<Sheet> sheets = workbook.getSheets().toList();
        Optional<Sheet> found = sheets.stream()
                .filter(sheet -> wanted.isEmpty() || sheet.getName().equals(wanted))
                .findFirst();
        List<String> names = sheets.stream().map(Sheet::getName).toList();
        return found.orElseThrow(() -> new MappingException(
                Code.SOURCE_MISSING,
                "The workbook %s has no sheet '%s'%s It has %s."
                        .formatted(file.name(), wanted, Similar.suggestion(wanted, names), names)));
    }

    /// A step of the library, which fails in many ways where a workbook is broken.
    private static <T> T sound(SourceFile file, Step<T> step) {
        try {
            return step.run();
        } catch (IOException | RuntimeException broken) {
            throw new MappingException(
                    Code.SOURCE_UNREADABLE,
                    "The workbook %s is damaged (%s); fetch it again or save it anew."
                            .formatted(file.name(), broken.getMessage()),
                    broken);
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    /// One walk through one sheet.
    private final class Scan {
        private final SourceFile file;
        private final Fields fields;
        private final RowConsumer consumer;
        private final Findings findings;
        private final RowBytes bytes = new RowBytes();

        Scan(SourceFile file, Fields fields, RowConsumer consumer, Findings findings) {
            this.file = file;
            this.fields = fields;
            this.consumer = consumer;
            this.findings = findings;
        }

        long run(Iterator<org.dhatim.fastexcel.reader.Row> rows) {
            Dialect dialect = fields.source().dialect();
            int[] slots = null;
            List<String> names = List.of();
            Row row = new Row(fields.count());
            long records = 0;
            while (sound(file, rows::hasNext)) {
                org.dhatim.fastexcel.reader.Row cells = sound(file, rows::next);
                if (cells.getRowNum() <= dialect.skipRows() || isBlank(cells)) {
                    continue;
                }
                if (slots == null) {
                    names = header(cells, dialect.header());
                    slots = Columns.slots(names, fields, Place.atLine(file.name(), cells.getRowNum()), findings);
                    row = new Row(fields.count());
                    if (dialect.header()) {
                        continue;
                    }
                }
                records++;
                fill(row, cells, slots, names);
                consumer.row(row);
            }
            return records;
        }

        private boolean isBlank(org.dhatim.fastexcel.reader.Row cells) {
            for (int column = 0; column < cells.getCellCount(); column++) {
                if (text(cells, column).isPresent()) {
                    return false;
                }
            }
            return true;
        }

        private List<String> header(org.dhatim.fastexcel.reader.Row cells, boolean isNamed) {
            if (cells.getCellCount() > limits.columns()) {
                throw new MappingException(
                        Code.LIMIT_REACHED,
                        "%s has more columns than the limit 'columns' of %d.".formatted(file.name(), limits.columns()));
            }
            List<String> names = new ArrayList<>();
            for (int column = 0; column < cells.getCellCount(); column++) {
                names.add(isNamed ? text(cells, column).orElse("").strip() : "_col." + (column + 1));
            }
            return names;
        }

        private void fill(Row row, org.dhatim.fastexcel.reader.Row cells, int[] slots, List<String> names) {
            bytes.clear();
            row.begin(bytes.array(), cells.getRowNum());
            for (int column = 0; column < Math.min(slots.length, cells.getCellCount()); column++) {
                Cell cell = slots[column] < 0 ? null : cells.getCell(column);
                if (cell == null) {
                    continue;
                }
                if (cell.getType() == org.dhatim.fastexcel.reader.CellType.ERROR) {
                    findings.warning(
                            "CELL_IN_ERROR",
                            Place.atLine(file.name(), cells.getRowNum()),
                            names.get(column),
                            "the cell holds the error " + cell.getRawValue(),
                            "Correct the sheet; the cell is taken as empty.");
                    continue;
                }
                Optional<String> text = text(cells, column);
                if (text.isPresent() && !fields.source().nulls().contains(text.get())) {
                    int start = bytes.length();
                    bytes.add(text.get());
                    row.add(slots[column], start, bytes.length(), kind(cell, text.get()));
                }
            }
            row.moved(bytes.array());
        }

        private byte kind(Cell cell, String text) {
            return switch (cell.getType()) {
                case BOOLEAN -> Row.BOOLEAN;
                case NUMBER -> isDate(cell) ? Row.TEXT : text.matches("-?[0-9]+") ? Row.INTEGER : Row.DOUBLE;
                case STRING, FORMULA, ERROR, EMPTY -> Row.TEXT;
            };
        }

        /// The text of a cell; empty where there is none.
        private Optional<String> text(org.dhatim.fastexcel.reader.Row cells, int column) {
            Cell cell = cells.getCell(column);
            if (cell == null) {
                return Optional.empty();
            }
            Supplier<Optional<String>> text = () -> switch (cell.getType()) {
                case STRING -> Optional.ofNullable(cell.asString());
                case BOOLEAN -> Optional.of(cell.asBoolean().toString());
                case NUMBER -> Optional.of(isDate(cell) ? iso(cell) : number(cell.getRawValue()));
                case FORMULA -> Optional.ofNullable(cell.getRawValue());
                case ERROR, EMPTY -> Optional.empty();
            };
            return sound(file, text::get)
                    .map(value -> fields.source().dialect().trim() ? value.strip() : value)
                    .filter(value -> !value.isEmpty());
        }

        /// The number that Excel shows: 0.1 and not 0.10000000000000001.
        private static String number(String raw) {
            String plain =
                    new BigDecimal(raw).round(DIGITS).stripTrailingZeros().toString();
            return plain.contains("E") ? inFull(plain) : plain;
        }

        /// `1E+2` is an integer.
        private static String inFull(String number) {
            BigDecimal value = new BigDecimal(number);
            return Math.abs(value.scale()) > DIGITS.getPrecision() + 15
                    ? number.toLowerCase(Locale.ROOT).replace("e", "E")
                    : value.toPlainString();
        }

        private static boolean isDate(Cell cell) {
            String format = format(cell);
            return DATE.matcher(format).find() || TIME.matcher(format).find();
        }

        private static String format(Cell cell) {
            String format = cell.getDataFormatString();
            return format == null || format.equals("General")
                    ? ""
                    : NOT_ABOUT_DATES.matcher(format).replaceAll("");
        }

        private static String iso(Cell cell) {
            LocalDateTime value = cell.asDate();
            String format = format(cell);
            if (!DATE.matcher(format).find()) {
                return DateTimeFormatter.ISO_LOCAL_TIME.format(value.toLocalTime());
            }
            boolean isWholeDay = value.toLocalTime().toNanoOfDay() == 0
                    && !TIME.matcher(format).find();
            return isWholeDay
                    ? DateTimeFormatter.ISO_LOCAL_DATE.format(value)
                    : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(value);
        }
    }
}

package city.belfry.hub.rest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.RowSet;

/// Two answers to one question, row by row: what the baseline has alone, what the scenario has alone, what changed.
///
/// Rows are the same when their key is: the columns before the first number that hold no number, no geometry and no
/// truth value. A row of a key that comes again in one answer is compared as a whole.
///
/// @param columns in the order of the question
/// @param key the columns by which rows are known again
/// @param complete whether both answers were read to their end
public record Comparison(
        List<String> columns,
        List<String> key,
        List<Row> rows,
        List<Sum> sums,
        long before,
        long after,
        boolean complete) {
    /// Rows of each answer that are compared.
    public static final int ROWS_MAX = 5_000;

    /// What became of a row.
    public enum Change {
        SAME,
        CHANGED,
        ADDED,
        REMOVED
    }

    /// A row of one answer or of both.
    ///
    /// @param before its values in the baseline; empty when it is not there
    public record Row(Change change, Map<String, Node> before, Map<String, Node> after) {
        /// The value that holds in the scenario, else the one that held.
        public Optional<Node> value(String column) {
            Node node = after.isEmpty() ? before.get(column) : after.get(column);
            return Optional.ofNullable(node);
        }

        /// Whether a column of a changed row differs.
        public boolean differs(String column) {
            return change == Change.CHANGED
                    && !Optional.ofNullable(before.get(column)).equals(Optional.ofNullable(after.get(column)));
        }
    }

    /// A column of numbers, added up; and the means, since percentages and intervals do not add up.
    public record Sum(String column, BigDecimal before, BigDecimal after, BigDecimal meanBefore, BigDecimal meanAfter) {
        public BigDecimal difference() {
            return after.subtract(before);
        }

        public BigDecimal meanDifference() {
            return meanAfter.subtract(meanBefore);
        }
    }

    /// The rows of one answer, as far as they are compared.
    public record Answer(List<String> columns, List<Map<String, Node>> rows, boolean complete) {
        /// Reads an answer; what is beyond the limit is not.
        public static Answer of(RowSet rows) {
            List<String> columns =
                    rows.getResultVars().stream().map(Var::getVarName).toList();
            List<Map<String, Node>> read = new ArrayList<>();
            while (read.size() < ROWS_MAX && rows.hasNext()) {
                Binding row = rows.next();
                Map<String, Node> values = new LinkedHashMap<>();
                row.forEach((column, value) -> values.put(column.getVarName(), value));
                read.add(values);
            }
            return new Answer(columns, read, !rows.hasNext());
        }
    }

    public static Comparison of(Answer before, Answer after) {
        List<String> columns = before.columns();
        List<String> key = key(columns, before.rows(), after.rows());
        Map<String, Map<String, Node>> left = byKey(key, before.rows());
        Map<String, Map<String, Node>> right = byKey(key, after.rows());
        List<Row> rows = new ArrayList<>();
        right.forEach((name, now) -> {
            Map<String, Node> then = left.get(name);
            if (then == null) {
                rows.add(new Row(Change.ADDED, Map.of(), now));
            } else {
                rows.add(new Row(then.equals(now) ? Change.SAME : Change.CHANGED, then, now));
            }
        });
        left.forEach((name, then) -> {
            if (!right.containsKey(name)) {
                rows.add(new Row(Change.REMOVED, then, Map.of()));
            }
        });
        return new Comparison(
                columns,
                key,
                List.copyOf(rows),
                sums(columns, key, before.rows(), after.rows()),
                before.rows().size(),
                after.rows().size(),
                before.complete() && after.complete());
    }

    public long count(Change change) {
        return rows.stream().filter(row -> row.change() == change).count();
    }

    public boolean hasGeometry() {
        return rows.stream()
                .anyMatch(row -> columns.stream()
                        .anyMatch(column ->
                                row.value(column).filter(GeoJson::isGeometry).isPresent()));
    }

    private static List<String> key(
            List<String> columns, List<Map<String, Node>> before, List<Map<String, Node>> after) {
        List<String> key = new ArrayList<>();
        for (String column : columns) {
            Set<Node> values = new LinkedHashSet<>();
            before.forEach(row -> Optional.ofNullable(row.get(column)).ifPresent(values::add));
            after.forEach(row -> Optional.ofNullable(row.get(column)).ifPresent(values::add));
            if (!values.isEmpty() && values.stream().allMatch(Comparison::names)) {
                key.add(column);
            }
        }
        if (isUnique(key, before) && isUnique(key, after)) {
            return List.copyOf(key);
        }
        // Numbers name rows too where nothing else does: the hours of a day, the directions of a line.
        for (String column : columns) {
            if (!key.contains(column)) {
                key.add(column);
                if (isUnique(key, before) && isUnique(key, after)) {
                    break;
                }
            }
        }
        return columns.stream().filter(key::contains).toList();
    }

    private static boolean names(Node value) {
        return !value.isLiteral()
                || !(TableJson.value(value) instanceof Number
                        || TableJson.value(value) instanceof Boolean
                        || GeoJson.isGeometry(value));
    }

    private static boolean isUnique(List<String> key, List<Map<String, Node>> rows) {
        return !key.isEmpty() && byKey(key, rows).size() == rows.size();
    }

    private static Map<String, Map<String, Node>> byKey(List<String> key, List<Map<String, Node>> rows) {
        Map<String, Map<String, Node>> byKey = new LinkedHashMap<>();
        for (Map<String, Node> row : rows) {
            byKey.put(
                    key.stream().map(column -> String.valueOf(row.get(column))).collect(Collectors.joining("\n")), row);
        }
        return byKey;
    }

    private static List<Sum> sums(
            List<String> columns, List<String> key, List<Map<String, Node>> before, List<Map<String, Node>> after) {
        List<Sum> sums = new ArrayList<>();
        for (String column : columns) {
            if (!key.contains(column)) {
                List<BigDecimal> then = numbers(column, before);
                List<BigDecimal> now = numbers(column, after);
                if (!then.isEmpty() || !now.isEmpty()) {
                    sums.add(new Sum(column, sum(then), sum(now), mean(then), mean(now)));
                }
            }
        }
        return List.copyOf(sums);
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal mean(List<BigDecimal> numbers) {
        return numbers.isEmpty()
                ? BigDecimal.ZERO
                : sum(numbers).divide(BigDecimal.valueOf(numbers.size()), 1, RoundingMode.HALF_UP);
    }

    private static List<BigDecimal> numbers(String column, List<Map<String, Node>> rows) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (Map<String, Node> row : rows) {
            Node value = row.get(column);
            if (value != null && value.isLiteral() && TableJson.value(value) instanceof Number number) {
                numbers.add(new BigDecimal(number.toString()));
            }
        }
        return numbers;
    }
}

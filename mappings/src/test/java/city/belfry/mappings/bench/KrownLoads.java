package city.belfry.mappings.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Loads of the kinds that the KROWN benchmark asks of mapping engines: duplicates, empty cells, many triples maps,
/// many predicates, joins, named graphs, wide tables; and tables in no order, for which it does not ask. Each makes
/// about as many triples as [#PLAIN], so that their costs compare.
///
/// `KrownLoads NAME ROWS FOLDER` writes the tables, `mapping.ttl`, and `expected.txt` with two numbers: the distinct
/// triples, and the triples that the mapping asks for (those of repeated and empty cells too), which is the work done.
public final class KrownLoads {
    /// The load that the others are compared with: ten columns, ten predicates.
    static final String PLAIN = "plain";

    private static final int COLUMNS = 10;
    private static final int WIDE = 50;
    private static final int GRAPHS = 15;
    private static final int CONDITIONS = 5;
    private static final int PERCENT = 100;
    private static final String EX = "http://example.org/";
    private static final String CSV = " ; rml:null \"\" ] ; rml:referenceFormulation rml:CSV ]";

    private final Path folder;
    private final StringBuilder mapping = new StringBuilder("""
            @prefix rml: <http://w3id.org/rml/> .
            @prefix ex: <http://example.org/> .
            """);

    /// Rows stand in no order, as in a table that nobody sorted.
    private boolean shuffled;

    private KrownLoads(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[2]);
        Files.createDirectories(folder);
        new KrownLoads(folder).write(arguments[0], Integer.parseInt(arguments[1]));
    }

    /// A row of a table: its cells, by its number.
    private interface Cells {
        List<String> of(int row);
    }

    /// What a load gives.
    ///
    /// @param asked triples that the mapping asks for
    private record Expected(long distinct, long asked) {}

    private void write(String name, int rows) throws IOException {
        String kind = name.replaceAll("-[0-9]+$", "");
        int degree = kind.equals(name) ? 0 : Integer.parseInt(name.substring(kind.length() + 1));
        Expected expected = switch (kind) {
            case PLAIN -> plain(rows, COLUMNS);
            case "wide" -> plain(rows, WIDE);
            case "shuffled" -> {
                shuffled = true;
                yield plain(rows, COLUMNS);
            }
            case "duplicates" -> duplicates(rows, degree);
            case "empty" -> empty(rows, degree);
            case "maps" -> maps(rows * COLUMNS / degree, degree);
            case "predicates" -> plain(rows * COLUMNS / degree, degree);
            case "join-1-n" -> join(rows * COLUMNS, 1, degree, 1);
            case "join-n-1" -> join(rows * COLUMNS, degree, 1, 1);
            case "join-n-m" -> join(rows * COLUMNS, degree, degree, 1);
            case "join-shuffled" -> {
                shuffled = true;
                yield join(rows * COLUMNS, 1, degree, 1);
            }
            case "conditions" -> join(rows * COLUMNS, 1, 1, CONDITIONS);
            case "graphs" -> graphs(rows);
            default -> throw new IllegalArgumentException("there is no load " + name);
        };
        Files.writeString(folder.resolve("mapping.ttl"), mapping);
        Files.writeString(folder.resolve("expected.txt"), expected.distinct() + " " + expected.asked() + "\n");
    }

    private void table(String name, List<String> columns, int rows, Cells cells) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(name + ".csv"))) {
            out.write(String.join(",", columns) + "\n");
            for (int row : order(name, rows)) {
                out.write(String.join(",", cells.of(row)) + "\n");
            }
        }
    }

    private int[] order(String table, int rows) {
        int[] order = IntStream.range(0, rows).toArray();
        if (shuffled) {
            SplittableRandom random = new SplittableRandom(table.hashCode());
            for (int last = rows - 1; last > 0; last--) {
                int other = random.nextInt(last + 1);
                int row = order[last];
                order[last] = order[other];
                order[other] = row;
            }
        }
        return order;
    }

    private static List<String> columns(int count) {
        return IntStream.range(0, count).mapToObj(column -> "p" + column).toList();
    }

    private static List<String> withId(List<String> columns) {
        List<String> all = new ArrayList<>(List.of("id"));
        all.addAll(columns);
        return all;
    }

    private static List<String> cells(int row, int count) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(row)));
        for (int column = 0; column < count; column++) {
            cells.add("value " + column + " of " + row);
        }
        return cells;
    }

    private void map(String name, String table, String subject, List<String> statements) {
        mapping.append("<#%s> rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path \"%s.csv\"%s ;%n"
                        .formatted(name, table, CSV))
                .append("  rml:subjectMap [ rml:template \"%s%s\" ]".formatted(EX, subject));
        statements.forEach(statement -> mapping.append(" ;\n  rml:predicateObjectMap [ ")
                .append(statement)
                .append(" ]"));
        mapping.append(" .\n");
    }

    private static String says(String column) {
        return "rml:predicate ex:%s ; rml:objectMap [ rml:reference \"%s\" ]".formatted(column, column);
    }

    private Expected plain(int rows, int count) throws IOException {
        List<String> columns = columns(count);
        table("data", withId(columns), rows, row -> cells(row, count));
        map("m", "data", "{id}", columns.stream().map(KrownLoads::says).toList());
        return new Expected((long) rows * count, (long) rows * count);
    }

    /// Of a hundred rows so many repeat the first one.
    private Expected duplicates(int rows, int percent) throws IOException {
        List<String> columns = columns(COLUMNS);
        SplittableRandom random = new SplittableRandom(percent);
        long[] distinct = {1};
        table("data", withId(columns), rows, row -> {
            boolean repeats = row == 0 || random.nextInt(PERCENT) < percent;
            distinct[0] += repeats ? 0 : 1;
            return cells(repeats ? 0 : row, COLUMNS);
        });
        map("m", "data", "{id}", columns.stream().map(KrownLoads::says).toList());
        return new Expected(distinct[0] * COLUMNS, (long) rows * COLUMNS);
    }

    private Expected empty(int rows, int percent) throws IOException {
        List<String> columns = columns(COLUMNS);
        SplittableRandom random = new SplittableRandom(percent);
        long[] filled = {0};
        table("data", withId(columns), rows, row -> {
            List<String> cells = cells(row, COLUMNS);
            for (int column = 1; column < cells.size(); column++) {
                if (random.nextInt(PERCENT) < percent) {
                    cells.set(column, "");
                } else {
                    filled[0]++;
                }
            }
            return cells;
        });
        map("m", "data", "{id}", columns.stream().map(KrownLoads::says).toList());
        return new Expected(filled[0], (long) rows * COLUMNS);
    }

    /// A triples map for each column.
    private Expected maps(int rows, int count) throws IOException {
        List<String> columns = columns(count);
        table("data", withId(columns), rows, row -> cells(row, count));
        for (String column : columns) {
            map("m" + column, "data", column + "/{id}", List.of(says(column)));
        }
        return new Expected((long) rows * count, (long) rows * count);
    }

    /// Two tables whose rows meet in keys of so many columns: each key in so many rows of either side, about so many
    /// triples in all, those that the parents have of their own among them.
    private Expected join(int triples, int children, int parents, int conditions) throws IOException {
        int keys = Math.max(1, triples / (parents * (children + 1)));
        List<String> names =
                IntStream.range(0, conditions).mapToObj(key -> "k" + key).toList();
        table("child", withId(names), keys * children, row -> keyed(row, row % keys, conditions));
        table("parent", withId(names), keys * parents, row -> keyed(row, row % keys, conditions));
        String on = names.stream()
                .map(key -> " ; rml:joinCondition [ rml:child \"%s\" ; rml:parent \"%s\" ]".formatted(key, key))
                .collect(Collectors.joining());
        map(
                "child",
                "child",
                "child/{id}",
                List.of("rml:predicate ex:has ; rml:objectMap [ rml:parentTriplesMap <#parent>" + on + " ]"));
        map("parent", "parent", "parent/{id}", List.of(says("k0")));
        long joined = (long) keys * children * parents;
        return new Expected(joined + (long) keys * parents, joined + (long) keys * parents);
    }

    private static List<String> keyed(int row, int key, int conditions) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(row)));
        for (int part = 0; part < conditions; part++) {
            cells.add("key " + part + " " + key);
        }
        return cells;
    }

    /// Every statement in a graph that its row names.
    private Expected graphs(int rows) throws IOException {
        List<String> columns = columns(COLUMNS);
        List<String> all = withId(columns);
        all.add("g");
        table("data", all, rows, row -> {
            List<String> cells = cells(row, COLUMNS);
            cells.add(Integer.toString(row % GRAPHS));
            return cells;
        });
        map(
                "m",
                "data",
                "{id}",
                columns.stream()
                        .map(column -> says(column) + " ; rml:graphMap [ rml:template \"" + EX + "graph/{g}\" ]")
                        .toList());
        return new Expected((long) rows * COLUMNS, (long) rows * COLUMNS);
    }
}

package city.belfry.mappings.run;

import city.belfry.mappings.Options;
import city.belfry.mappings.SourceRoot;
import city.belfry.mappings.Trace;
import city.belfry.mappings.plan.Plan;
import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.read.Findings;
import city.belfry.mappings.read.SourceFile;
import city.belfry.mappings.read.Sources;
import city.belfry.mappings.read.WholeRecords;
import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalSource;
import city.belfry.mappings.spill.Spill;
import city.belfry.mappings.target.Targets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.jena.graph.Triple;

/// Maps sources once more, restricted to what can make some statements, and tells which records did.
public final class Tracing {
    /// Of a text that is longer the beginning is shown.
    private static final int CELL_CHARACTERS_MAX = 500;
    /// Values of one record that are shown.
    private static final int CELLS_MAX = 200;

    private static final Pattern INDEX = Pattern.compile("\\[-?\\d+]");
    private static final Pattern QUOTED_NAME = Pattern.compile("\\['([^']*)']");

    private final Sources sources;
    private final Options options;

    private Tracing(Sources sources, Options options) {
        this.sources = sources;
        this.options = options;
    }

    /// Looks for statements.
    ///
    /// @param baseIri as in the run that made them
    public static Trace of(
            Plan plan, SourceRoot root, String baseIri, Options options, Set<Triple> wanted, Trace.Caps caps) {
        Plan restricted = RestrictedPlan.of(plan, wanted, baseIri);
        Watch watch = new Watch(
                wanted, caps.origins(), System.nanoTime() + caps.time().toNanos());
        try (Sources sources = Sources.open(root, options);
                Spill spill = new Spill(options.limits().memoryBytes());
                Targets none = Targets.open(restricted, options, spill)) {
            Tracing tracing = new Tracing(sources, options);
            if (tracing.bytes(restricted) > caps.sourceBytes()) {
                return new Trace(List.of(), 0, Trace.End.TOO_LARGE);
            }
            Trace.End end = Trace.End.WHOLE;
            try {
                Engine.watched(
                                restricted,
                                sources,
                                baseIri,
                                options,
                                watch,
                                none,
                                new Findings(options, finding -> {}),
                                spill)
                        .run();
            } catch (Watch.OutOfTime over) {
                end = Trace.End.OUT_OF_TIME;
            }
            return new Trace(tracing.origins(plan.name(), watch.seen()), watch.rows(), end);
        }
    }

    private long bytes(Plan plan) {
        return plan.scans().stream()
                .filter(scan -> scan.source().access() instanceof Access.File)
                .flatMap(scan -> sources.find(scan.source()).stream())
                .mapToLong(SourceFile::packedBytes)
                .sum();
    }

    private List<Trace.Origin> origins(String mapping, List<Watch.Seen> seen) {
        Map<Watch.Where, Trace.SourceRecord> records = records(seen);
        List<Trace.Origin> origins = new ArrayList<>();
        for (Watch.Seen each : seen) {
            Trace.Origin origin = new Trace.Origin(
                    each.statement(),
                    mapping,
                    each.map().name(),
                    each.map().at(),
                    each.rule(),
                    record(records, each.where()),
                    each.parent().map(parent -> record(records, parent)));
            if (!origins.contains(origin)) {
                origins.add(origin);
            }
        }
        return List.copyOf(origins);
    }

    private static Trace.SourceRecord record(Map<Watch.Where, Trace.SourceRecord> records, Watch.Where where) {
        return records.getOrDefault(where, new Trace.SourceRecord(where.place(), where.number(), List.of()));
    }

    /// Reads the records once more, whole.
    private Map<Watch.Where, Trace.SourceRecord> records(List<Watch.Seen> seen) {
        Set<Watch.Where> places = new LinkedHashSet<>();
        seen.forEach(each -> {
            places.add(each.where());
            each.parent().ifPresent(places::add);
        });
        Map<Watch.Where, Trace.SourceRecord> records = new HashMap<>();
        Map<LogicalSource, List<Watch.Where>> bySource = new HashMap<>();
        places.stream()
                .filter(where -> where.number() > 0)
                .forEach(where -> bySource.computeIfAbsent(where.scan().source(), unseen -> new ArrayList<>())
                        .add(where));
        bySource.forEach((source, wanted) -> {
            for (SourceFile file : sources.find(source)) {
                List<Watch.Where> inFile = wanted.stream()
                        .filter(where -> where.place().source().equals(file.name()))
                        .toList();
                if (!inFile.isEmpty()) {
                    records.putAll(read(file, source, inFile));
                }
            }
        });
        return records;
    }

    /// Ends the reading; not a fault, so it keeps no stack.
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("enough", null, false, false);
        }
    }

    private Map<Watch.Where, Trace.SourceRecord> read(SourceFile file, LogicalSource source, List<Watch.Where> wanted) {
        Map<Long, List<Trace.Cell>> cells = new HashMap<>();
        long last = 0;
        for (Watch.Where where : wanted) {
            cells.put(where.number(), new ArrayList<>());
            last = Math.max(last, where.number());
        }
        Scan scan = wanted.getFirst().scan();
        try {
            WholeRecords.each(file, source, scan.fields().names(), sources, options, new Collecting(scan, cells, last));
        } catch (Enough enough) {
            // All that was wanted has been read.
        }
        Map<Watch.Where, Trace.SourceRecord> records = new HashMap<>();
        for (Watch.Where where : wanted) {
            records.put(
                    where,
                    new Trace.SourceRecord(
                            where.place(), where.number(), List.copyOf(cells.getOrDefault(where.number(), List.of()))));
        }
        return records;
    }

    /// Collects the values of some records by their number.
    private static final class Collecting implements WholeRecords.Taker {
        private final Scan scan;
        private final Map<Long, List<Trace.Cell>> cells;
        private final long last;
        private long number;
        private Optional<List<Trace.Cell>> current = Optional.empty();

        Collecting(Scan scan, Map<Long, List<Trace.Cell>> cells, long last) {
            this.scan = scan;
            this.cells = cells;
            this.last = last;
        }

        @Override
        public void begin(long line, String path) {
            if (++number > last) {
                throw new Enough();
            }
            current = Optional.ofNullable(cells.get(number));
        }

        @Override
        public boolean isEnough(String field) {
            return current.isEmpty();
        }

        @Override
        public void value(String field, String text) {
            current.filter(list -> list.size() < CELLS_MAX)
                    .ifPresent(list -> list.add(new Trace.Cell(
                            field,
                            text.length() <= CELL_CHARACTERS_MAX ? text : text.substring(0, CELL_CHARACTERS_MAX) + "…",
                            isRead(scan, field))));
        }
    }

    /// Whether a mapping reads a field, or something that it is a part of.
    private static boolean isRead(Scan scan, String field) {
        String plain = plain(field);
        for (int slot = 0; slot < scan.fields().count(); slot++) {
            String reference = plain(scan.fields().name(slot));
            if (plain.equals(reference)
                    || plain.startsWith(reference + ".")
                    || plain.startsWith(reference + "[")
                    || plain.startsWith(reference + "/")) {
                return true;
            }
        }
        return scan.fields().wantedColumns().stream()
                .anyMatch(pattern -> pattern.matcher(field).matches());
    }

    private static String plain(String reference) {
        String named = QUOTED_NAME.matcher(reference).replaceAll(".$1");
        String plain = INDEX.matcher(named).replaceAll("[*]");
        return plain.startsWith("$.") ? plain.substring(2) : plain.startsWith(".") ? plain.substring(1) : plain;
    }
}

package city.belfry.mappings;

import city.belfry.mappings.plan.Plan;
import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.read.Sample;
import city.belfry.mappings.read.SourceFile;
import city.belfry.mappings.read.Sources;
import city.belfry.mappings.rml.Access;
import java.util.List;

/// What a run would cost, from the sizes of its files and the first records of each source.
final class Explanation {
    private final Options options;
    private final Sources sources;

    private Explanation(Options options, Sources sources) {
        this.options = options;
        this.sources = sources;
    }

    static String of(Plan plan, SourceRoot root, Options options) {
        try (Sources sources = Sources.open(root, options)) {
            Explanation explanation = new Explanation(options, sources);
            StringBuilder text = new StringBuilder(plan.explain());
            text.append(
                    options.distinct()
                            ? "duplicates: each quad is written once, by a 128-bit hash of it\n"
                            : "duplicates: not looked for\n");
            text.append("cost (estimated from the first ")
                    .append(Sample.RECORDS_MAX)
                    .append(" records of each source)\n");
            for (Scan scan : plan.scans()) {
                text.append("  scan ")
                        .append(scan.number())
                        .append(": ")
                        .append(explanation.cost(scan))
                        .append(walks(plan, scan))
                        .append('\n');
            }
            return text.toString();
        }
    }

    private static String walks(Plan plan, Scan scan) {
        return scan.indexes().stream().anyMatch(plan.early()::contains) ? ", read twice" : "";
    }

    private String cost(Scan scan) {
        if (!(scan.source().access() instanceof Access.File)) {
            return "not known before it is asked";
        }
        List<SourceFile> files = sources.find(scan.source());
        if (files.isEmpty()) {
            return "no file";
        }
        Sample sample = Sample.of(files.getFirst(), scan.fields(), sources.reader(scan.source(), options), options);
        long size = files.stream().mapToLong(SourceFile::packedBytes).sum();
        double share = sample.isWhole()
                ? 1
                : Math.max(1.0, (double) files.getFirst().packedBytes() / Math.max(1, sample.bytes()));
        double others = (double) size / Math.max(1, files.getFirst().packedBytes());
        long records = Math.round(sample.records() * share * others);
        int rules = scan.maps().stream().mapToInt(map -> map.rules().size()).sum();
        return "%s, %s%s, %s%s, at most %s from %s without joins"
                .formatted(
                        Amount.of(files.size(), "file"),
                        Amount.of(size, "byte"),
                        sample.isWhole() && sample.bytes() != size ? " packed" : "",
                        sample.isWhole() && files.size() == 1 ? "" : "about ",
                        Amount.of(records, "record"),
                        Amount.of(records * rules, "quad"),
                        Amount.of(rules, "rule"));
    }
}

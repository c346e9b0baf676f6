package city.belfry.mappings;

import city.belfry.mappings.plan.Plan;
import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.read.Fields;
import city.belfry.mappings.read.Sample;
import city.belfry.mappings.read.SourceFile;
import city.belfry.mappings.read.Sources;
import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalSource;
import city.belfry.mappings.rml.Similar;
import city.belfry.ontology.Finding;
import city.belfry.ontology.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Compares a mapping with the headers or first records of the files that it reads, before anything is mapped. What is
/// wrong is told with the place in the mapping.
final class SourceCheck {
    private final Plan plan;
    private final Sources sources;
    private final Options options;
    private final List<Finding> findings = new ArrayList<>();

    private SourceCheck(Plan plan, Sources sources, Options options) {
        this.plan = plan;
        this.sources = sources;
        this.options = options;
    }

    static List<Finding> of(Plan plan, SourceRoot root, Options options) {
        try (Sources sources = Sources.open(root, options)) {
            SourceCheck check = new SourceCheck(plan, sources, options);
            plan.scans().stream()
                    .filter(scan -> scan.source().access() instanceof Access.File)
                    .forEach(check::check);
            return check.findings.stream()
                    .sorted(Comparator.comparingLong(finding -> finding.place().line()))
                    .toList();
        }
    }

    private void check(Scan scan) {
        List<SourceFile> files = sources.find(scan.source());
        if (files.isEmpty()) {
            if (!scan.source().optional()) {
                add(
                        "SOURCE_MISSING",
                        scan.fields().use(),
                        "",
                        "there is no file '%s' in %s".formatted(scan.source().path(), sources.name()),
                        "Add it, or mark the source as belfry:optional.");
            }
            return;
        }
        SourceFile file = files.getFirst();
        Sample sample = Sample.of(file, scan.fields(), sources.reader(scan.source(), options), options);
        for (Finding finding : sample.findings()) {
            slot(scan.fields(), finding)
                    .ifPresentOrElse(
                            slot -> add(
                                    finding.code(),
                                    scan.fields().mention(slot),
                                    finding.field(),
                                    file.name() + ": " + finding.message(),
                                    "Correct the mapping, its dialect or the file."),
                            () -> findings.add(finding));
        }
        if (!scan.source().format().isTable()) {
            names(scan, file, sample);
        }
    }

    private static Optional<Integer> slot(Fields fields, Finding finding) {
        int slot = finding.code().equals("COLUMN_MISSING") ? fields.names().indexOf(finding.field()) : -1;
        return slot < 0 ? Optional.empty() : Optional.of(slot);
    }

    private void names(Scan scan, SourceFile file, Sample sample) {
        LogicalSource source = scan.source();
        if (sample.records() == 0) {
            List<String> names = Sample.names(file, whole(source), options.limits());
            add(
                    "NO_RECORD",
                    scan.fields().use(),
                    "",
                    "the iterator '%s' finds no record in %s%s"
                            .formatted(source.iterator(), file.name(), meant(source.iterator(), names)),
                    "Correct rml:iterator.");
            return;
        }
        List<String> names = List.of();
        for (int slot = 0; slot < scan.fields().count(); slot++) {
            String name = scan.fields().name(slot);
            if (scan.fields().isDerived(slot)
                    || sample.seen().contains(slot)
                    || source.optionalColumns().contains(name)
                    || source.optionalColumns().contains("*")) {
                continue;
            }
            names = names.isEmpty() ? Sample.names(file, source, options.limits()) : names;
            add(
                    "FIELD_NEVER_SEEN",
                    scan.fields().mention(slot),
                    name,
                    "none of the %s%d records of %s has '%s'%s"
                            .formatted(
                                    sample.isWhole() ? "" : "first ",
                                    sample.records(),
                                    file.name(),
                                    name,
                                    meant(name, names)),
                    "Correct the reference, or list it as belfry:optionalColumn when it is rare.");
        }
    }

    /// The source as one record.
    private static LogicalSource whole(LogicalSource source) {
        return source.nested(
                source.format(), source.format() == LogicalSource.Format.JSON ? "$" : "/*", source.namespaces());
    }

    /// The same name elsewhere in the record is the likelier mistake than a slip of the pen.
    private static String meant(String reference, List<String> names) {
        String plain = reference.replaceFirst("^\\$\\.", "").replaceFirst("(\\[\\*])+$", "");
        String last = plain.substring(plain.lastIndexOf('.') + 1);
        return names.stream()
                .filter(name -> !name.equals(plain) && (name.equals(last) || name.endsWith("." + last)))
                .findFirst()
                .map(name -> "; did you mean '" + name + "'?")
                .orElseGet(() -> Similar.suggestion(plain, names));
    }

    private void add(String code, Fields.Mention mention, String field, String message, String suggestion) {
        findings.add(new Finding(
                code,
                Severity.VIOLATION,
                new Finding.Place(
                        plan.name(),
                        mention.at().line(),
                        "column " + mention.at().column()),
                field,
                "triples map %s: %s".formatted(mention.triplesMap(), message),
                suggestion));
    }
}

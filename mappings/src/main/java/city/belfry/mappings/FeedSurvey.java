package city.belfry.mappings;

import city.belfry.mappings.plan.Plan;
import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.privacy.PersonalFields;
import city.belfry.mappings.privacy.Suspect;
import city.belfry.mappings.privacy.Treatment;
import city.belfry.mappings.read.SourceFile;
import city.belfry.mappings.read.Sources;
import city.belfry.mappings.read.WholeRecords;
import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks through all records of all files that a mapping reads for personal data that nobody declared.
final class FeedSurvey {
    private FeedSurvey() {}

    /// Sources that have the same records.
    private record Records(Access access, LogicalSource.Format format, String iterator) {}

    static List<Suspect> of(Plan plan, SourceRoot root, Options options) {
        Map<Records, Scan> scans = new LinkedHashMap<>();
        plan.scans().forEach(scan -> add(scans, scan));
        List<Suspect> suspects = new ArrayList<>();
        try (Sources sources = Sources.open(root, options)) {
            for (Scan scan : scans.values()) {
                suspects.addAll(look(scan, sources, options));
            }
        }
        return suspects.stream().distinct().toList();
    }

    private static void add(Map<Records, Scan> scans, Scan scan) {
        LogicalSource source = scan.source();
        scans.putIfAbsent(new Records(source.access(), source.format(), source.iterator()), scan);
        for (Scan.Step step : scan.steps()) {
            if (step instanceof Scan.Step.View view) {
                view.joins().forEach(join -> add(scans, join.parent()));
            }
        }
    }

    private static List<Suspect> look(Scan scan, Sources sources, Options options) {
        PersonalFields fields = new PersonalFields(scan.source().path());
        for (SourceFile file : sources.find(scan.source())) {
            WholeRecords.each(
                    file,
                    scan.source(),
                    scan.fields().names(),
                    sources,
                    options.withTreatments(declared(options)),
                    new WholeRecords.Taker() {
                        @Override
                        public boolean isEnough(String field) {
                            return fields.hasSeenEnough(field);
                        }

                        @Override
                        public void value(String field, String text) {
                            fields.add(field, text);
                        }
                    });
        }
        return fields.suspects();
    }

    /// What a steward declared is taken out before the rest is looked at, whatever becomes of it later.
    private static List<Treatment> declared(Options options) {
        return options.treatments().stream()
                .map(treatment -> new Treatment(treatment.field(), new Treatment.Action.Drop()))
                .toList();
    }
}

package city.belfry.hub.cli;

import city.belfry.hub.ingest.DatasetReport;
import city.belfry.hub.ingest.IngestReport;
import city.belfry.hub.ingest.LinkReport;
import city.belfry.hub.ingest.Outcome;
import city.belfry.mappings.Amount;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// An ingest told on the screen: one line a dataset on standard output, what to do about it on standard error.
final class IngestWords {
    private IngestWords() {}

    static void print(Screen screen, OutputOptions output, IngestReport report, Path home) {
        if (output.json) {
            screen.out().println(json(report));
            return;
        }
        for (DatasetReport dataset : report.datasets()) {
            print(screen, output, dataset, home.resolve("findings"), ".csv");
        }
        LinkReport links = report.links();
        links.linked()
                .forEach((rule, count) -> screen.out()
                        .println(rule + ": " + Amount.of(count, "link")
                                + (links.outside().containsKey(rule)
                                        ? ", " + links.outside().get(rule) + " outside of every area"
                                        : "")));
    }

    /// One dataset and, when there are findings, the file they stand in.
    static void print(Screen screen, OutputOptions output, DatasetReport dataset, Path findings, String ending) {
        screen.out().println(line(dataset));
        if (dataset.outcome() instanceof Outcome.Failed(var failure)) {
            screen.err().println("belfry: " + dataset.dataset() + ": " + failure.getMessage());
        }
        if (dataset.findingCount() > 0) {
            output.note(
                    screen,
                    "  " + Amount.of(dataset.findingCount(), "finding") + " ("
                            + dataset.findings().entrySet().stream()
                                    .map(entry -> entry.getKey() + " " + entry.getValue())
                                    .collect(Collectors.joining(", "))
                            + "): " + findings.resolve(dataset.dataset() + ending));
        }
    }

    private static String line(DatasetReport report) {
        String what = switch (report.outcome()) {
            case Outcome.Unchanged(var version) -> "unchanged, nothing published (version " + version + ")";
            case Outcome.Failed failed -> "failed, what was published before stays";
            case Outcome.Previewed(var version, var triples, var added, var removed, var _, var _) ->
                String.format(
                        Locale.ROOT,
                        "would publish version %d: %s (+%,d -%,d) from %s; nothing was written",
                        version,
                        Amount.of(triples, "statement"),
                        added,
                        removed,
                        Amount.of(report.records(), "record"));
            case Outcome.Published(var version, var triples, var added, var removed) ->
                String.format(
                        Locale.ROOT,
                        "published version %d: %s (+%,d -%,d) from %s in %.1f s CPU",
                        version,
                        Amount.of(triples, "statement"),
                        added,
                        removed,
                        Amount.of(report.records(), "record"),
                        report.cpu().toMillis() / 1000.0);
        };
        return report.dataset() + ": " + what
                + (report.quarantined() > 0 ? ", " + Amount.of(report.quarantined(), "record") + " quarantined" : "");
    }

    private static String json(IngestReport report) {
        return report.datasets().stream()
                .map(IngestWords::json)
                .collect(Collectors.joining(
                        ",",
                        "{\"datasets\":[",
                        "],\"links\":" + counts(report.links().linked()) + ",\"outside\":"
                                + counts(report.links().outside()) + "}"));
    }

    private static String json(DatasetReport report) {
        String outcome = switch (report.outcome()) {
            case Outcome.Unchanged(var version) -> "\"outcome\":\"unchanged\",\"version\":" + version;
            case Outcome.Failed(var failure) ->
                "\"outcome\":\"failed\",\"code\":"
                        + JsonText.quoted(failure.code().name()) + ",\"message\":"
                        + JsonText.quoted(failure.getMessage());
            case Outcome.Previewed(var version, var triples, var added, var removed, var _, var _) ->
                change("previewed", version, triples, added, removed);
            case Outcome.Published(var version, var triples, var added, var removed) ->
                change("published", version, triples, added, removed);
        };
        return "{\"dataset\":" + JsonText.quoted(report.dataset()) + "," + outcome + ",\"records\":" + report.records()
                + ",\"quarantined\":" + report.quarantined() + ",\"findings\":" + counts(report.findings())
                + ",\"cpuSeconds\":" + report.cpu().toMillis() / 1000.0 + ",\"inputBytes\":" + report.inputBytes()
                + "}";
    }

    private static String change(String outcome, long version, long triples, long added, long removed) {
        return "\"outcome\":\"" + outcome + "\",\"version\":" + version + ",\"triples\":" + triples + ",\"added\":"
                + added + ",\"removed\":" + removed;
    }

    static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> JsonText.quoted(entry.getKey()) + ":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}

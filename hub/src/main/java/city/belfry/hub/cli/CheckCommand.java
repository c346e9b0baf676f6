package city.belfry.hub.cli;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.CityCheck;
import city.belfry.mappings.Amount;
import city.belfry.mappings.Mapper;
import city.belfry.mappings.Mapping;
import city.belfry.mappings.Options;
import city.belfry.mappings.SourceRoot;
import city.belfry.ontology.BelfryException;
import city.belfry.ontology.Finding;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Says whether a city can be ingested, without reading its sources; or whether a mapping fits its sources, from their
/// headers or first records.
@Command(
        name = "check",
        description = {
            "Checks city.yaml and the mappings and shapes that it names;",
            "with -m: whether a mapping fits the headers or first records of its sources."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: belfry check -m mapping.ttl --source-dir feed"})
final class CheckCommand implements Callable<Integer> {
    private static final int VIOLATIONS = 3;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Mixin
    private MappingOptions mapping = new MappingOptions();

    private final Screen screen;

    CheckCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        return mapping.mapping.isPresent() ? checkMapping() : checkCity();
    }

    private int checkMapping() {
        Mapping compiled = mapping.read();
        SourceRoot root = mapping.root(compiled);
        List<Finding> findings = new Mapper(compiled, root, "http://example.org/id/", Options.standard()).check();
        if (output.json) {
            screen.out()
                    .println(findings.stream()
                            .map(CheckCommand::json)
                            .collect(Collectors.joining(",", "{\"findings\":[", "]}")));
        } else if (findings.isEmpty()) {
            screen.out().println("the mapping fits its sources: " + String.join(", ", compiled.paths()));
        } else {
            findings.forEach(finding -> screen.out().println(finding));
        }
        return findings.isEmpty() ? 0 : VIOLATIONS;
    }

    private static String json(Finding finding) {
        return "{\"code\":" + JsonText.quoted(finding.code()) + ",\"source\":"
                + JsonText.quoted(finding.place().source()) + ",\"line\":"
                + finding.place().line() + ",\"at\":"
                + JsonText.quoted(finding.place().path()) + ",\"field\":"
                + JsonText.quoted(finding.field()) + ",\"message\":"
                + JsonText.quoted(finding.message()) + ",\"suggestion\":"
                + JsonText.quoted(finding.suggestion()) + "}";
    }

    private int checkCity() {
        CityFile city = options.read();
        SortedMap<String, BelfryException> faults = CityCheck.of(city);
        if (output.json) {
            screen.out()
                    .println(faults.entrySet().stream()
                            .map(fault -> "{\"dataset\":" + JsonText.quoted(fault.getKey()) + ",\"code\":"
                                    + JsonText.quoted(fault.getValue().code().name()) + ",\"message\":"
                                    + JsonText.quoted(fault.getValue().getMessage()) + "}")
                            .collect(Collectors.joining(
                                    ",",
                                    "{\"city\":" + JsonText.quoted(city.city().id()) + ",\"datasets\":"
                                            + city.datasets().size() + ",\"faults\":[",
                                    "]}")));
        } else if (faults.isEmpty()) {
            screen.out()
                    .println(city.path().getFileName() + ": "
                            + Amount.of(city.datasets().size(), "dataset") + ", correct");
        } else {
            faults.forEach((dataset, fault) -> screen.err().println("belfry: " + dataset + ": " + fault.getMessage()));
        }
        return faults.values().stream()
                .findFirst()
                .map(fault -> fault.code().kind().exitCode())
                .orElse(0);
    }
}

package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.Options;
import city.belfry.ontology.Finding;
import city.belfry.ontology.Finding.Place;
import city.belfry.ontology.Severity;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Counts the findings of a run and hands them on, up to the limit of each code. Safe for several threads.
public final class Findings {
    private final Options options;
    private final Consumer<Finding> consumer;
    private final SortedMap<String, Long> counts = new TreeMap<>();

    public Findings(Options options, Consumer<Finding> consumer) {
        this.options = options;
        this.consumer = consumer;
    }

    /// For a reader whose findings are told later: all of them, and none ends the run.
    static Findings noting(Consumer<Finding> consumer) {
        Options options = Options.standard().withLimits(Limits.standard().withFindings(Integer.MAX_VALUE));
        return new Findings(options, consumer);
    }

    public void violation(String code, Place place, String field, String message, String suggestion) {
        report(new Finding(code, Severity.VIOLATION, place, field, message, suggestion));
    }

    public void warning(String code, Place place, String field, String message, String suggestion) {
        report(new Finding(code, Severity.WARNING, place, field, message, suggestion));
    }

    public synchronized void report(Finding finding) {
        if (options.strict()) {
            throw new MappingException(finding);
        }
        long count = counts.merge(finding.code(), 1L, Long::sum);
        if (count <= options.limits().findings()) {
            consumer.accept(finding);
        }
    }

    public synchronized SortedMap<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}

package city.belfry.mappings.target;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.Options;
import city.belfry.mappings.plan.Plan;
import city.belfry.mappings.rml.LogicalTarget;
import city.belfry.mappings.spill.Spill;
import city.belfry.mappings.write.QuadLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.core.Quad;

/// The files that a run writes because its mapping says so. One per run, one thread.
///
/// All are put at their places when all are finished; a run that fails before leaves none of them.
public final class Targets implements AutoCloseable {
    /// Files that one run may write.
    public static final int OPEN_MAX = 32;

    /// Statements in memory take several times the bytes of their text.
    private static final int HELD_HEAP_SHARE = 8;

    private final List<Set<LogicalTarget>> outputs;
    private final Map<LogicalTarget, Target> targets = new LinkedHashMap<>();

    private Targets(List<Set<LogicalTarget>> outputs) {
        this.outputs = outputs;
    }

    /// Opens the targets of a plan; none is touched when one is refused.
    public static Targets open(Plan plan, Options options, Spill spill) {
        List<LogicalTarget> wanted = plan.targets();
        Targets targets = new Targets(plan.outputs());
        if (wanted.isEmpty()) {
            return targets;
        }
        Path folder = options.reach()
                .targets()
                .orElseThrow(() -> new MappingException(
                        Code.TARGET_REFUSED,
                        "The mapping writes to '%s', and this run has no folder for targets; 'belfry map --target-dir' names one."
                                .formatted(wanted.getFirst().path())));
        if (wanted.size() > OPEN_MAX) {
            throw new MappingException(
                    Code.LIMIT_REACHED,
                    "The mapping has %d targets; a run writes %d at most. Split the mapping."
                            .formatted(wanted.size(), OPEN_MAX));
        }
        targets.open(wanted, new TargetFolder(folder), options, spill);
        return targets;
    }

    private void open(List<LogicalTarget> wanted, TargetFolder folder, Options options, Spill spill) {
        List<Path> files = new ArrayList<>();
        for (LogicalTarget target : wanted) {
            files.add(folder.file(target));
        }
        if (new HashSet<>(files).size() < files.size()) {
            throw new MappingException(
                    Code.TARGET_REFUSED, "Two targets of the mapping name the same file; give one another path.");
        }
        int heldBytesMax = heldBytesMax(wanted, options);
        for (int at = 0; at < files.size(); at++) {
            LogicalTarget target = wanted.get(at);
            try {
                TargetFile file = new TargetFile(target, files.get(at));
                targets.put(target, new Target(target, file, spill, heldBytesMax));
            } catch (IOException broken) {
                close();
                throw TargetFolder.unwritable(target, broken);
            }
        }
    }

    /// Bytes of text that each target may hold which is written when all is known.
    private static int heldBytesMax(List<LogicalTarget> wanted, Options options) {
        long held = wanted.stream()
                .filter(target -> target.serialization().writing() == LogicalTarget.Writing.WHOLE)
                .count();
        long share = Runtime.getRuntime().maxMemory() / HELD_HEAP_SHARE / Math.max(1, held);
        return (int) Math.min(options.limits().documentBytes(), share);
    }

    /// Where the statements of an output go.
    ///
    /// @param number one of [Plan#outputs]
    /// @param result where those of the first output go
    public StreamRDF sink(int number, StreamRDF result) {
        if (number == 0) {
            return result;
        }
        List<StreamRDF> sinks =
                outputs.get(number).stream().map(target -> target(target).sink()).toList();
        return sinks.size() == 1 ? sinks.getFirst() : new Several(sinks);
    }

    /// Where the statements of an output can be written straight from bytes.
    public Optional<QuadLines> lines(int number) {
        Set<LogicalTarget> output = outputs.get(number);
        return output.size() == 1 ? target(output.iterator().next()).lines() : Optional.empty();
    }

    private Target target(LogicalTarget logical) {
        return Optional.ofNullable(targets.get(logical))
                .orElseThrow(() -> new IllegalStateException("not opened: " + logical));
    }

    /// Sends each statement to several targets.
    private static final class Several extends StreamRDFBase {
        private final List<StreamRDF> sinks;

        Several(List<StreamRDF> sinks) {
            this.sinks = sinks;
        }

        @Override
        public void quad(Quad quad) {
            sinks.forEach(sink -> sink.quad(quad));
        }
    }

    /// Ends all files and puts them at their places.
    ///
    /// @return statements of each target by its path
    public SortedMap<String, Long> finish() {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (Target target : targets.values()) {
            try {
                target.finish();
            } catch (IOException | JenaException broken) {
                // The writers of RIOT refuse what a syntax cannot say, such as a triple term in RDF/XML.
                throw TargetFolder.unwritable(target.logical(), broken);
            }
            counts.put(target.logical().path(), target.count());
        }
        for (Target target : targets.values()) {
            try {
                target.publish();
            } catch (IOException broken) {
                throw TargetFolder.unwritable(target.logical(), broken);
            }
        }
        return counts;
    }

    /// Deletes what was not finished.
    @Override
    public void close() {
        for (Target target : targets.values()) {
            try {
                target.close();
            } catch (IOException broken) {
                throw TargetFolder.unwritable(target.logical(), broken);
            }
        }
    }
}

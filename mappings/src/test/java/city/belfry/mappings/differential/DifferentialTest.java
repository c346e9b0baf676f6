package city.belfry.mappings.differential;

import static org.junit.jupiter.api.Assertions.fail;

import city.belfry.mappings.Limits;
import city.belfry.mappings.Mapper;
import city.belfry.mappings.Mapping;
import city.belfry.mappings.MappingReport;
import city.belfry.mappings.Options;
import city.belfry.mappings.SourceRoot;
import city.belfry.mappings.rml.RmlDocument;
import city.belfry.ontology.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way of the engine (nodes, bytes, with its memory used up) says what the [SlowInterpreter] says, on made-up
/// mappings and data.
///
/// `-Ddifferential.cases=N` tries more cases, `-Ddifferential.seed=S` one case alone. A case that fails is made smaller
/// as long as it goes on failing, and printed.
class DifferentialTest {
    private static final int CASES = Integer.getInteger("differential.cases", 300);
    private static final Optional<Long> SEED = Optional.ofNullable(Long.getLong("differential.seed"));
    private static final long FIRST_SEED = 1;
    private static final String BASE = "http://example.org/base/";

    @TempDir
    Path folder;

    @Test
    void everyWaySaysWhatThePlainMeaningSays() throws IOException {
        if (SEED.isPresent()) {
            tryOut(SEED.get());
            return;
        }
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            tryOut(seed);
        }
    }

    private void tryOut(long seed) throws IOException {
        Case made = CaseMaker.make(new SplittableRandom(seed));
        Optional<String> difference = difference(made);
        if (difference.isEmpty()) {
            return;
        }
        Case smallest = made;
        for (Optional<Case> smaller = Optional.of(made); smaller.isPresent(); smaller = smaller(smallest)) {
            smallest = smaller.get();
        }
        String shown = difference(smallest).orElseThrow();
        StringBuilder files = new StringBuilder();
        for (Table table : smallest.tables()) {
            files.append("--- ")
                    .append(table.file())
                    .append('\n')
                    .append(new String(table.bytes(), StandardCharsets.UTF_8));
        }
        fail("seed %d, made smaller: %s%n--- mapping.ttl%n%s%s".formatted(seed, shown, smallest.mapping(), files));
    }

    private Optional<Case> smaller(Case failing) throws IOException {
        for (Case smaller : failing.smaller()) {
            if (difference(smaller).isPresent()) {
                return Optional.of(smaller);
            }
        }
        return Optional.empty();
    }

    /// What one of the ways says otherwise; empty when all agree.
    private Optional<String> difference(Case made) throws IOException {
        made.write(folder);
        Path document = folder.resolve("mapping.ttl");
        SlowInterpreter slow = new SlowInterpreter(
                RmlDocument.read(Files.readAllBytes(document), "mapping.ttl", Map.of()),
                made.tables().stream().collect(Collectors.toMap(Table::file, Function.identity())),
                BASE);
        slow.run();
        Map<String, Integer> expected = Colours.texts(slow.quads());
        Mapping mapping = Mapping.read(document, Map.of());
        Set<Finding> first = new HashSet<>();
        for (Way way : Way.values()) {
            Set<Finding> findings = new HashSet<>();
            Set<Quad> quads = new LinkedHashSet<>();
            MappingReport report;
            try {
                report = way.run(mapping, folder, quads, findings::add);
            } catch (RuntimeException failure) {
                return Optional.of(way + " fails: " + failure);
            }
            Map<String, Integer> said = Colours.texts(quads);
            if (!said.equals(expected)) {
                return Optional.of(way + " says otherwise" + texts(expected, said));
            }
            if (report.quads() != quads.size()) {
                return Optional.of("%s counts %d statements and says %d".formatted(way, report.quads(), quads.size()));
            }
            SortedSet<String> messages = new TreeSet<>();
            findings.forEach(finding -> messages.add(finding.code() + " " + finding.message()));
            if (!messages.equals(slow.findings())) {
                return Optional.of("%s finds %s, not %s".formatted(way, messages, slow.findings()));
            }
            if (way == Way.NODES) {
                first.addAll(findings);
            } else if (!findings.equals(first)) {
                return Optional.of("%s finds %s, %s finds %s".formatted(way, findings, Way.NODES, first));
            }
        }
        return Optional.empty();
    }

    private static String texts(Map<String, Integer> expected, Map<String, Integer> said) {
        return "%n--- expected%n%s%n--- said%n%s"
                .formatted(String.join("\n", expected.keySet()), String.join("\n", said.keySet()));
    }

    /// The ways of the engine.
    private enum Way {
        NODES,
        BYTES,
        NODES_SPILLING,
        BYTES_SPILLING;

        /// Runs a mapping; a statement that is said twice fails.
        MappingReport run(Mapping mapping, Path folder, Set<Quad> into, Consumer<Finding> findings) {
            boolean isSpilling = this == NODES_SPILLING || this == BYTES_SPILLING;
            Options options = isSpilling
                    ? Options.standard().withLimits(Limits.standard().withMemoryBytes(0))
                    : Options.standard();
            Mapper mapper = new Mapper(mapping, new SourceRoot.Folder(folder), BASE, options);
            if (this == NODES || this == NODES_SPILLING) {
                return mapper.run(sink(into), findings);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            MappingReport report = mapper.write(out, findings);
            RDFParser.source(new ByteArrayInputStream(out.toByteArray()))
                    .lang(Lang.NQUADS)
                    .checking(false)
                    .errorHandler(ErrorHandlerFactory.errorHandlerNoWarnings)
                    .parse(sink(into));
            return report;
        }

        private static StreamRDF sink(Set<Quad> into) {
            return new StreamRDFBase() {
                @Override
                public void triple(Triple triple) {
                    quad(Quad.create(Quad.defaultGraphNodeGenerated, triple));
                }

                @Override
                public void quad(Quad quad) {
                    if (!into.add(quad)) {
                        throw new IllegalStateException("said twice: " + quad);
                    }
                }
            };
        }
    }
}

package city.belfry.hub.cli;

import city.belfry.mappings.Amount;
import city.belfry.mappings.Limits;
import city.belfry.mappings.Mapper;
import city.belfry.mappings.Mapping;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.MappingReport;
import city.belfry.mappings.Options;
import city.belfry.mappings.Reach;
import city.belfry.mappings.SourceRoot;
import city.belfry.ontology.Finding;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.riot.system.StreamRDFWriter;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs a mapping over files and writes what it makes; no hub is needed.
@Command(
        name = "map",
        description = "Turn source files into RDF, as an RML mapping says.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: belfry map -m mapping.ttl --source-dir feed --base https://data.example.org/id/ -o out.nq"
        })
final class MapCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 16;
    /// Findings shown on the screen; the rest only counted, or all in `--findings`.
    private static final int SHOWN_MAX = 20;

    private static final int PARTLY_DONE = 4;
    private static final String DEFAULT_BASE = "http://example.org/id/";
    private final Screen screen;

    @Mixin
    MappingOptions mapping = new MappingOptions();

    @Option(
            names = "--base",
            paramLabel = "IRI",
            description = "Put before relative IRIs (default: " + DEFAULT_BASE + ").")
    String base = DEFAULT_BASE;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the result goes (default: standard output).")
    Optional<Path> output = Optional.empty();

    @Option(
            names = "--target-dir",
            paramLabel = "DIR",
            description = {
                "Folder for the files that the mapping itself names (rml:logicalTarget);",
                "without it such a mapping is refused. Nothing is written outside of it."
            })
    Optional<Path> targets = Optional.empty();

    @Option(names = "--format", description = "nq, nt, ttl, trig or jsonld (default: nq).")
    Format format = Format.nq;

    @Option(names = "--no-dedup", description = "Do not look for duplicates: faster, for targets that drop them.")
    boolean duplicates;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = {
                "Cap on what joins, the search for duplicates and gathered records hold, for example 256m;",
                "what is beyond it goes to temporary files (default and most: half of the heap)."
            })
    Optional<Long> memoryBytes = Optional.empty();

    @Option(names = "--strict", description = "End at the first finding.")
    boolean strict;

    @Option(names = "--findings", paramLabel = "FILE", description = "Write all findings to a file, one a line.")
    Optional<Path> findings = Optional.empty();

    @Option(names = "--explain", description = "Print what would be done and about what it would cost, and end.")
    boolean explain;

    @Mixin
    OutputOptions options = new OutputOptions();

    MapCommand(Screen screen) {
        this.screen = screen;
    }

    /// Formats by the names that the option takes.
    enum Format {
        nq,
        nt,
        ttl,
        trig,
        jsonld
    }

    /// Runs without picocli around it; never throws.
    int run() {
        try {
            return call();
        } catch (IOException | RuntimeException problem) {
            return Failures.report(screen, problem, options.json);
        }
    }

    @Override
    public Integer call() throws IOException {
        Mapping compiled = mapping.read();
        SourceRoot root = mapping.root(compiled);
        Mapper mapper = new Mapper(
                compiled,
                root,
                base,
                Options.standard()
                        .withReach(targets.map(Reach.files()::withTargets).orElseGet(Reach::files))
                        .withDistinct(!duplicates)
                        .withStrict(strict)
                        .withLimits(memoryBytes
                                .map(Limits.standard()::withMemoryBytes)
                                .orElseGet(Limits::standard)));
        if (explain) {
            // What comes by a stream cannot be looked at before.
            screen.out().print(root instanceof SourceRoot.Stream ? compiled.explain() : mapper.explain());
            return 0;
        }
        MappingReport report;
        try (FindingList list = new FindingList(findings)) {
            report = write(mapper, list);
            tell(report, list.more());
        }
        return report.findings().isEmpty() ? 0 : PARTLY_DONE;
    }

    private MappingReport write(Mapper mapper, Consumer<Finding> list) throws IOException {
        try (OutputStream out = new BufferedOutputStream(target(), BUFFER_BYTES)) {
            return switch (format) {
                case nq, nt -> mapper.write(out, list);
                case ttl -> mapper.run(StreamRDFWriter.getWriterStream(out, Lang.TURTLE), list);
                case trig -> mapper.run(StreamRDFWriter.getWriterStream(out, Lang.TRIG), list);
                case jsonld -> {
                    DatasetGraph dataset = DatasetGraphFactory.createTxnMem();
                    StreamRDF sink = StreamRDFLib.dataset(dataset);
                    MappingReport report = dataset.calculateWrite(() -> mapper.run(sink, list));
                    dataset.executeRead(() -> RDFDataMgr.write(out, dataset, Lang.JSONLD));
                    yield report;
                }
            };
        } catch (IOException full) {
            throw new MappingException(
                    Code.TARGET_UNWRITABLE,
                    "The result cannot be written%s: %s. Is the disk full?"
                            .formatted(output.map(file -> " to " + file).orElse(""), full.getMessage()),
                    full);
        }
    }

    private OutputStream target() throws IOException {
        if (output.isPresent()) {
            return Files.newOutputStream(output.get());
        }
        return new FilterOutputStream(screen.out()) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    private void tell(MappingReport report, long more) {
        if (options.json) {
            screen.err()
                    .println("{\"records\":%d,\"quads\":%d,\"bytes\":%d,\"findings\":%d,\"targets\":%s}"
                            .formatted(
                                    report.records(),
                                    report.quads(),
                                    report.bytesRead(),
                                    report.findingCount(),
                                    IngestWords.counts(report.targets())));
            return;
        }
        if (more > 0) {
            options.note(screen, "... and " + Amount.of(more, "more finding") + "; --findings FILE keeps them all.");
        }
        report.findings().forEach((code, count) -> options.note(screen, count + " x " + code));
        report.targets()
                .forEach((path, count) -> options.note(screen, path + ": " + Amount.of(count, "quad") + " written"));
        options.note(
                screen,
                Amount.of(report.records(), "record") + ", " + Amount.of(report.quads(), "quad") + ", "
                        + Amount.of(report.findingCount(), "finding"));
    }

    /// Shows the first findings, and keeps all in a file when one is named.
    private final class FindingList implements Consumer<Finding>, AutoCloseable {
        private final Optional<BufferedWriter> file;
        private long shown;
        private long hidden;

        FindingList(Optional<Path> path) throws IOException {
            file = path.isPresent()
                    ? Optional.of(Files.newBufferedWriter(path.get(), StandardCharsets.UTF_8))
                    : Optional.empty();
        }

        @Override
        public void accept(Finding finding) {
            if (file.isPresent()) {
                try {
                    file.get().write(finding + "\n");
                } catch (IOException full) {
                    throw new UncheckedIOException(full);
                }
            } else if (shown < SHOWN_MAX) {
                shown++;
                options.note(screen, finding.toString());
            } else {
                hidden++;
            }
        }

        long more() {
            return hidden;
        }

        @Override
        public void close() throws IOException {
            if (file.isPresent()) {
                file.get().close();
            }
        }
    }
}

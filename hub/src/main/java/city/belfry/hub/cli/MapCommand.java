package city.belfry.hub.cli;

import city.belfry.mappings.Mapper;
import city.belfry.mappings.Mapping;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.MappingReport;
import city.belfry.mappings.Options;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /// As a path: standard input.
    private static final String STANDARD_INPUT = "-";

    private static final String PACK = "pack:";

    private final Screen screen;

    @Option(
            names = {"-m", "--mapping"},
            required = true,
            paramLabel = "FILE",
            description = "RML document in Turtle, or pack:NAME for a pack of Belfry.")
    String mapping = "";

    @Option(
            names = "--base",
            paramLabel = "IRI",
            defaultValue = "http://example.org/id/",
            description = "Put before relative IRIs (default: ${DEFAULT-VALUE}).")
    String base = "";

    @Option(
            names = "--source-dir",
            paramLabel = "DIR",
            description = {
                "Folder, zip or tar file in which the sources lie (default: the mapping's folder);",
                "or the one file that the mapping reads; - is standard input."
            })
    Optional<Path> sources = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the result goes (default: standard output).")
    Optional<Path> output = Optional.empty();

    @Option(names = "--format", defaultValue = "nq", description = "nq, nt, ttl, trig or jsonld (default: nq).")
    Format format = Format.nq;

    @Option(names = "--no-dedup", description = "Do not look for duplicates: faster, for targets that drop them.")
    boolean duplicates;

    @Option(names = "--strict", description = "End at the first finding.")
    boolean strict;

    @Option(names = "--findings", paramLabel = "FILE", description = "Write all findings to a file, one a line.")
    Optional<Path> findings = Optional.empty();

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "Value for ${'$'}{NAME} in the mapping; may be given several times.")
    Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--explain", description = "Print what would be done, and end.")
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

    @Override
    public Integer call() throws IOException {
        Mapping compiled = mapping.startsWith(PACK)
                ? Mapping.ofPack(mapping.substring(PACK.length()), parameters)
                : Mapping.read(Path.of(mapping), parameters);
        if (explain) {
            screen.out().print(compiled.explain());
            return 0;
        }
        Mapper mapper = new Mapper(
                compiled,
                root(compiled),
                base,
                Options.standard().withDistinct(!duplicates).withStrict(strict));
        MappingReport report;
        try (FindingList list = new FindingList(findings)) {
            report = write(mapper, list);
            tell(report, list.more());
        }
        return report.findings().isEmpty() ? 0 : PARTLY_DONE;
    }

    private SourceRoot root(Mapping compiled) {
        List<String> paths = compiled.paths();
        if ((sources.isEmpty() && paths.equals(List.of(STANDARD_INPUT)))
                || sources.map(Path::toString).equals(Optional.of(STANDARD_INPUT))) {
            return single(new SourceRoot.Stream(System.in), paths);
        }
        Path path = sources.orElseGet(() -> {
            Path parent = mapping.startsWith(PACK)
                    ? null
                    : Path.of(mapping).toAbsolutePath().getParent();
            return parent == null ? Path.of(".") : parent;
        });
        SourceRoot root = SourceRoot.of(path);
        return root instanceof SourceRoot.Single ? single(root, paths) : root;
    }

    /// One file cannot stand for several.
    private SourceRoot single(SourceRoot root, List<String> paths) {
        if (paths.size() > 1) {
            throw new UsageException(
                    "the mapping reads %d files (%s); --source-dir must be a folder or an archive that has them."
                            .formatted(paths.size(), String.join(", ", paths)));
        }
        return root;
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
                    .println("{\"records\":%d,\"quads\":%d,\"bytes\":%d,\"findings\":%d}"
                            .formatted(report.records(), report.quads(), report.bytesRead(), report.findingCount()));
            return;
        }
        if (more > 0) {
            options.note(screen, "... and " + more + " more findings; --findings FILE keeps them all.");
        }
        report.findings().forEach((code, count) -> options.note(screen, count + " x " + code));
        options.note(
                screen,
                "%,d records, %,d quads, %,d findings"
                        .formatted(report.records(), report.quads(), report.findingCount()));
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

package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.Options;
import city.belfry.mappings.SourceRoot;
import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// All that a run may read. Holds its archive open, and what it fetched.
public final class Sources implements AutoCloseable {
    private final SourceFiles files;
    private final Databases databases;
    private final Downloads downloads;

    private Sources(SourceFiles files, Databases databases, Downloads downloads) {
        this.files = files;
        this.databases = databases;
        this.downloads = downloads;
    }

    public static Sources open(SourceRoot root, Options options) {
        SourceFiles files = SourceFiles.open(root, options.limits());
        return new Sources(
                files,
                new Databases(folder(root), options.reach().databaseHosts()),
                new Downloads(options.reach().web(), options.limits()));
    }

    /// Where database files may lie: a file in an archive cannot be opened as a database.
    private static Optional<Path> folder(SourceRoot root) {
        return switch (root) {
            case SourceRoot.Folder(Path path) -> Optional.of(path);
            case SourceRoot.Single(Path file) ->
                Optional.ofNullable(file.toAbsolutePath().getParent());
            case SourceRoot.Archive archive -> Optional.empty();
            case SourceRoot.Stream stream -> Optional.empty();
        };
    }

    /// What is read for a source, one after the other; nothing when there is no such file.
    public List<SourceFile> find(LogicalSource source) {
        return switch (source.access()) {
            case Access.File(String path, Access.Compression compression) -> files.find(path, Packing.of(compression));
            case Access.RdfFile file -> files.find(file.path());
            case Access.Web web -> downloads.pages(web, source);
            case Access.Database database ->
                List.of(new SourceFile(database.name(), database.name(), 0, () -> {
                    throw new IOException("a database is read by rows");
                }));
        };
    }

    public RowReader reader(LogicalSource source, Options options) {
        Limits limits = options.limits();
        return switch (source.access()) {
            case Access.File file ->
                withChecks(Readers.of(source.format(), limits, options.treatments()), source, options);
            case Access.Database database ->
                TreatedRows.of(new TableReader(databases, limits, database), options.treatments());
            case Access.RdfFile rdf -> TreatedRows.of(new RdfQueryReader(limits, rdf.query()), options.treatments());
            case Access.Web web ->
                source.format() == LogicalSource.Format.ROWS
                        ? TreatedRows.of(new SparqlResultsReader(web.accept().endsWith("xml")), options.treatments())
                        : withChecks(Readers.of(source.format(), limits, options.treatments()), source, options);
        };
    }

    /// A strict run refuses a reference that has no value in any record; a table says so by its header.
    private static RowReader withChecks(RowReader reader, LogicalSource source, Options options) {
        return switch (source.format()) {
            case JSON, XML -> options.strict() ? new UsedReferences(reader) : reader;
            case CSV, XLSX, ROWS -> reader;
        };
    }

    /// The source root as people know it.
    public String name() {
        return files.name();
    }

    @Override
    public void close() {
        downloads.close();
        files.close();
    }
}

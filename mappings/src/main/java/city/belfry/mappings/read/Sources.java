package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.Options;
import city.belfry.mappings.SourceRoot;
import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalSource;
import java.io.IOException;
import java.util.List;

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
                // A file in an archive cannot be opened as a database.
                new Databases(root.folder(), options.reach().databaseHosts()),
                new Downloads(options.reach().web(), options.limits()));
    }

    /// What is read for a source, one after the other; nothing when there is no such file.
    public List<SourceFile> find(LogicalSource source) {
        Access access = source.access();
        if (access instanceof Access.File(String path, Access.Compression compression)) {
            return files.find(path, Packing.of(compression));
        }
        if (access instanceof Access.RdfFile file) {
            return files.find(file.path());
        }
        if (access instanceof Access.Web web) {
            return downloads.pages(web, source);
        }
        return List.of(new SourceFile(access.name(), access.name(), 0, () -> {
            throw new IOException("a database is read by rows");
        }));
    }

    public RowReader reader(LogicalSource source, Options options) {
        Limits limits = options.limits();
        if (source.access() instanceof Access.Database database) {
            return TreatedRows.of(new TableReader(databases, limits, database), options.treatments());
        }
        if (source.access() instanceof Access.RdfFile rdf) {
            return TreatedRows.of(new RdfQueryReader(limits, rdf.query()), options.treatments());
        }
        if (source.access() instanceof Access.Web web && source.format() == LogicalSource.Format.ROWS) {
            return TreatedRows.of(new SparqlResultsReader(web.accept().endsWith("xml")), options.treatments());
        }
        return withChecks(Readers.of(source.format(), limits, options.treatments()), source, options);
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

package city.belfry.mappings.read;

import city.belfry.mappings.Options;
import city.belfry.mappings.SourceRoot;
import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalSource;
import java.util.List;

/// All that a run may read. Holds its archive open.
public final class Sources implements AutoCloseable {
    private final SourceFiles files;

    private Sources(SourceFiles files) {
        this.files = files;
    }

    public static Sources open(SourceRoot root, Options options) {
        return new Sources(SourceFiles.open(root, options.limits()));
    }

    /// What is read for a source, one after the other; nothing when there is no such file.
    public List<SourceFile> find(LogicalSource source) {
        return switch (source.access()) {
            case Access.File(String path, Access.Compression compression) -> files.find(path, Packing.of(compression));
        };
    }

    public RowReader reader(LogicalSource source, Options options) {
        return Readers.of(source.format(), options.limits());
    }

    /// The source root as people know it.
    public String name() {
        return files.name();
    }

    @Override
    public void close() {
        files.close();
    }
}

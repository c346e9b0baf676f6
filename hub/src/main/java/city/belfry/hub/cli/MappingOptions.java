package city.belfry.hub.cli;

import city.belfry.mappings.Mapping;
import city.belfry.mappings.SourceRoot;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which mapping a verb works with, and where its sources lie.
final class MappingOptions {
    /// As a path: standard input.
    private static final String STANDARD_INPUT = "-";

    private static final String PACK = "pack:";

    @Option(
            names = {"-m", "--mapping"},
            paramLabel = "FILE",
            description = "RML document in Turtle, or pack:NAME for a pack of Belfry.")
    Optional<String> mapping = Optional.empty();

    @Option(
            names = "--source-dir",
            paramLabel = "DIR",
            description = {
                "Folder, zip or tar file in which the sources lie (default: the mapping's folder);",
                "or the one file that the mapping reads; - is standard input."
            })
    Optional<Path> sources = Optional.empty();

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "Value for $${NAME} in the mapping; may be given several times.")
    Map<String, String> parameters = new LinkedHashMap<>();

    Mapping read() {
        String name = mapping.orElseThrow(() -> new UsageException(
                "no mapping is named; give an RML document (-m mapping.ttl) or a pack (-m pack:gtfs)."));
        return name.startsWith(PACK)
                ? Mapping.ofPack(name.substring(PACK.length()), parameters)
                : Mapping.read(Path.of(name), parameters);
    }

    SourceRoot root(Mapping compiled) {
        List<String> paths = compiled.paths();
        if ((sources.isEmpty() && paths.equals(List.of(STANDARD_INPUT)))
                || sources.map(Path::toString).equals(Optional.of(STANDARD_INPUT))) {
            return single(new SourceRoot.Stream(System.in), paths);
        }
        SourceRoot root = SourceRoot.of(sources.orElseGet(this::folderOfMapping));
        return root instanceof SourceRoot.Single ? single(root, paths) : root;
    }

    private Path folderOfMapping() {
        Path folder = mapping.filter(name -> !name.startsWith(PACK))
                .map(name -> Path.of(name).toAbsolutePath().getParent())
                .orElse(null);
        return folder == null ? Path.of(".") : folder;
    }

    /// One file cannot stand for several.
    private static SourceRoot single(SourceRoot root, List<String> paths) {
        if (paths.size() > 1) {
            throw new UsageException(
                    "the mapping reads %d files (%s); --source-dir must be a folder or an archive that has them."
                            .formatted(paths.size(), String.join(", ", paths)));
        }
        return root;
    }
}

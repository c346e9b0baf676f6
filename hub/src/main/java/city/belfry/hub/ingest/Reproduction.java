package city.belfry.hub.ingest;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.mappings.Trace;
import city.belfry.ontology.Inferences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Triple;

/// A run that was published, to be looked into once more from the cached source; nothing is written.
public final class Reproduction {
    private final CityFile city;
    private final Recipe recipe;
    private final Treatments privacy;
    private final Snapshot source;
    private final boolean isSameRecipe;

    private Reproduction(CityFile city, Recipe recipe, Treatments privacy, Snapshot source, boolean isSameRecipe) {
        this.city = city;
        this.recipe = recipe;
        this.privacy = privacy;
        this.source = source;
        this.isSameRecipe = isSameRecipe;
    }

    /// Prepares what a run read; empty when its source is no longer in the cache.
    ///
    /// @param inputChecksum of the run, as the catalogue has it
    /// @param recipeChecksum of the run, as the catalogue has it
    public static Optional<Reproduction> of(
            CityFile city,
            DatasetEntry dataset,
            Path home,
            Inferences inferences,
            String inputChecksum,
            String recipeChecksum) {
        if (!inputChecksum.startsWith(Checksum.PREFIX)) {
            return Optional.empty();
        }
        return SourceCache.kept(home, inputChecksum.substring(Checksum.PREFIX.length()), dataset.source())
                .map(source -> {
                    Recipe recipe = Recipe.of(city, dataset);
                    Treatments privacy = Treatments.of(city, dataset, home);
                    boolean same =
                            DatasetRun.checksum(recipe, privacy, inferences).equals(recipeChecksum);
                    return new Reproduction(city, recipe, privacy, source, same);
                });
    }

    /// Whether mapping, rules of privacy and entry in city.yaml are those of the run.
    public boolean isSameRecipe() {
        return isSameRecipe;
    }

    /// Whether the source is RDF, whose statements come from no rule.
    public boolean isRdf() {
        return recipe.way() instanceof Recipe.Way.AsRdf;
    }

    /// Names of the files that the run read.
    public List<String> files() {
        if (source.isArchive()) {
            return List.of(source.path().getFileName().toString());
        }
        try (var tree = Files.walk(source.path())) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> source.path().relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From which records and by which rules statements come; nothing when the source is RDF.
    public Trace trace(Set<Triple> wanted, Trace.Caps caps) {
        return switch (recipe.way()) {
            case Recipe.Way.AsRdf(var format) -> new Trace(List.of(), 0, Trace.End.WHOLE);
            case Recipe.Way.ByMapping(var mapping) ->
                DatasetRun.mapper(city, mapping, source, privacy).trace(wanted, caps);
        };
    }
}

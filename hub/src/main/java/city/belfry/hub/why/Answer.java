package city.belfry.hub.why;

import city.belfry.hub.city.LocalText;
import city.belfry.mappings.Trace;
import city.belfry.ontology.Inferences;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Triple;

/// Why statements are in the hub.
///
/// @param isWhole whether these are all statements that were asked about
public record Answer(List<Explained> statements, boolean isWhole) {
    /// One statement with its reasons, one for each graph that holds it.
    public record Explained(Triple statement, List<Reason> reasons) {}

    /// What brought a statement into a graph.
    public sealed interface Reason {
        /// A run read it from a source.
        record FromSource(About dataset, Version version, Evidence evidence) implements Reason {}

        /// Somebody wrote it with SPARQL Update or the Graph Store Protocol.
        record ByHand(About dataset, Version version) implements Reason {}

        /// It follows from another statement and the ontology.
        record Inferred(String graph, List<Inferences.Derivation> derivations) implements Reason {}

        /// A link rule of city.yaml found the place around a thing.
        record Linked(List<Rule> rules) implements Reason {}

        /// The hub says it of itself: catalogue, ontology.
        record OfTheHub(String graph) implements Reason {}
    }

    /// A link rule.
    public record Rule(String id, String from, String relation, String to) {}

    /// The dataset that a statement is published in.
    public record About(
            String id,
            Optional<LocalText> title,
            Optional<URI> licence,
            Optional<LocalText> publisher,
            Optional<URI> landingPage,
            String source) {}

    /// The version with which it came.
    ///
    /// @param isExact otherwise it came with this version or an earlier one, whose changes are not kept any more
    /// @param restored the version from which a rollback took it
    public record Version(
            long number,
            boolean isExact,
            long present,
            Optional<Instant> at,
            Optional<Run> run,
            Optional<Long> restored) {}

    /// The run that read the source.
    public record Run(
            String iri,
            Optional<Instant> started,
            Optional<Instant> ended,
            String inputChecksum,
            String recipeChecksum) {}

    /// What a look into the cached source showed.
    public sealed interface Evidence {
        /// Records and rules that make it.
        ///
        /// @param isSameRecipe whether mapping and entry are still those of the run
        /// @param areCellsShown whether the values of the records may be told to the asker
        record Found(List<Trace.Origin> origins, boolean isSameRecipe, boolean areCellsShown, Trace.End end)
                implements Evidence {}

        /// The source is RDF and says it itself.
        record Rdf(List<String> files) implements Evidence {}

        /// The source is not in the cache any more.
        record SourceGone() implements Evidence {}

        /// No record makes it now.
        record NotFound(boolean isSameRecipe, Trace.End end) implements Evidence {}

        /// city.yaml does not have the dataset any more.
        record DatasetGone() implements Evidence {}
    }
}

package city.belfry.mappings;

import city.belfry.mappings.rml.Position;
import city.belfry.ontology.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Triple;

/// From which records and by which rules statements come.
///
/// @param origins at most [Caps#origins] for each statement, in the order of the sources
/// @param records how many records were looked at
/// @param end how the search ended
public record Trace(List<Origin> origins, long records, End end) {
    /// How a search ends.
    public enum End {
        /// All that can make the statements was looked at.
        WHOLE,
        /// There is a part that was not looked at: the time was over.
        OUT_OF_TIME,
        /// Nothing was looked at: the source is too large to be searched.
        TOO_LARGE
    }

    /// The limits of one search.
    ///
    /// @param sourceBytes packed bytes of all files that would be read
    /// @param origins of one statement
    public record Caps(Duration time, long sourceBytes, int origins) {}

    /// One way in which a statement comes about.
    ///
    /// @param mapping the document
    /// @param map name of the triples map
    /// @param mapAt where the triples map stands in the document
    /// @param ruleAt where the predicate-object map stands; nowhere for a part of a list
    /// @param record the record that the rule was applied to
    /// @param joined the other record, when the object is the subject of one
    public record Origin(
            Triple statement,
            String mapping,
            String map,
            Position mapAt,
            Position ruleAt,
            SourceRecord record,
            Optional<SourceRecord> joined) {}

    /// A record of a source.
    ///
    /// @param number from 1 in its file; 0 when it was gathered from several
    /// @param cells what stands in it after the treatment of personal data; empty when it was gathered from several
    public record SourceRecord(Finding.Place place, long number, List<Cell> cells) {}

    /// A value of a record.
    ///
    /// @param isRead whether the mapping reads it
    public record Cell(String field, String text, boolean isRead) {}
}

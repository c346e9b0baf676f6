package city.belfry.mappings.rml;

import java.util.Optional;
import java.util.stream.Stream;

/// A file that statements are written to beside the result of the run (RML-IO, "Logical Target vocabulary").
///
/// Two with the same components are the same target ("effectively equal").
///
/// @param path as the mapping says it; the run decides below which folder it may lie
/// @param encoding name of a character encoding that has every character
/// @param appends what the file holds is kept (`rml:Append`)
public record LogicalTarget(
        String path, Serialization serialization, Access.Compression compression, String encoding, boolean appends) {
    /// How statements are written, by the names of the W3C's list of formats.
    public enum Serialization {
        N_TRIPLES("N-Triples", false, Writing.LINES),
        N_QUADS("N-Quads", true, Writing.LINES),
        TURTLE("Turtle", false, Writing.STREAM),
        /// Written as Turtle, which is part of it.
        N3("N3", false, Writing.STREAM),
        TRIG("TriG", true, Writing.STREAM),
        JSON_LD("JSON-LD", true, Writing.WHOLE),
        RDF_JSON("RDF_JSON", false, Writing.WHOLE),
        RDF_XML("RDF_XML", false, Writing.WHOLE);

        private final String format;
        private final boolean hasGraphs;
        private final Writing writing;

        Serialization(String format, boolean hasGraphs, Writing writing) {
            this.format = format;
            this.hasGraphs = hasGraphs;
            this.writing = writing;
        }

        static Optional<Serialization> of(String format) {
            return Stream.of(values())
                    .filter(known -> known.format.equals(format))
                    .findFirst();
        }

        /// Its name in the list of formats.
        public String format() {
            return format;
        }

        /// Whether it tells graphs apart.
        public boolean hasGraphs() {
            return hasGraphs;
        }

        public Writing writing() {
            return writing;
        }
    }

    /// How a serialization comes to its file.
    public enum Writing {
        /// One line for a statement, straight from bytes.
        LINES,
        /// As the statements come.
        STREAM,
        /// When all statements are known; they are held until then.
        WHOLE
    }
}

package city.belfry.ontology.documentation;

import java.util.List;
import org.apache.jena.graph.Node;

/// A list of codes (a SKOS concept scheme) with its codes in the order of the file.
///
/// @param name the part of its IRI after `/code/`
public record CodeList(String name, String iri, Texts labels, Texts definitions, List<Code> codes) {
    /// One code.
    ///
    /// @param notation as feeds write it
    public record Code(
            Node iri,
            String notation,
            Texts labels,
            Texts synonyms,
            Texts definitions,
            List<Term.Alignment> alignments) {}
}

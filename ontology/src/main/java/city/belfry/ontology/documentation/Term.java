package city.belfry.ontology.documentation;

import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// A class or a property of the ontology.
///
/// @param name the part of its IRI after `#`
/// @param synonyms words that residents use
/// @param module name of the module that defines it
/// @param above its own superclasses or superproperties, as they are stated
/// @param below the terms of the ontology that state it as theirs
/// @param domain what a property is said of; empty for a class
/// @param range what a property leads to; empty for a class
/// @param traits `transitive`, `symmetric`, `functional`
/// @param codeList name of the list from which a property takes its values
/// @param alignments how it relates to terms of other vocabularies
public record Term(
        Node iri,
        String name,
        Kind kind,
        Texts labels,
        Texts definitions,
        Texts synonyms,
        String module,
        List<Node> above,
        List<Node> below,
        List<Node> domain,
        List<Node> range,
        Optional<Node> inverse,
        List<String> traits,
        Optional<String> codeList,
        List<Alignment> alignments) {
    /// What a term is; a link leads to a thing, a value to a text or a number.
    public enum Kind {
        CLASS,
        LINK,
        VALUE,
        NOTE
    }

    /// How a term relates to one of another vocabulary.
    ///
    /// @param relation `exactMatch`, `closeMatch`, `broadMatch`, `narrowMatch` or `relatedMatch` of SKOS
    public record Alignment(String relation, Node other) {}
}

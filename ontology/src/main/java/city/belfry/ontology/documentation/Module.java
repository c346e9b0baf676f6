package city.belfry.ontology.documentation;

import java.util.List;

/// A module of the ontology: one file, one ontology IRI.
///
/// @param versionIri the IRI of this version of it
/// @param imports names of the modules that it stands on
/// @param terms its own, by name
public record Module(
        String name,
        String iri,
        String version,
        String versionIri,
        Texts titles,
        Texts descriptions,
        List<String> imports,
        List<Term> terms) {
    public List<Term> terms(Term.Kind kind) {
        return terms.stream().filter(term -> term.kind() == kind).toList();
    }
}

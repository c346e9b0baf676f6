/// What the ontology's pages say, worked out from its files: modules, terms, code lists, constraints, changes,
/// pictures.
@NullMarked
package city.belfry.ontology.documentation;

import org.jspecify.annotations.NullMarked;

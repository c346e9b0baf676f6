/// The city ontology: vocabulary, shapes and code lists, and the value that tells a steward what is wrong in a feed.
@NullMarked
package city.belfry.ontology;

import org.jspecify.annotations.NullMarked;

/// The logic of the ontology, checked by tools that cannot share a class path with the Jena of the other modules.
@NullMarked
package city.belfry.quality;

import org.jspecify.annotations.NullMarked;

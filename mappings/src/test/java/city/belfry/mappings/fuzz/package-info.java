/// Any bytes for each reader and parser.
@NullMarked
package city.belfry.mappings.fuzz;

import org.jspecify.annotations.NullMarked;

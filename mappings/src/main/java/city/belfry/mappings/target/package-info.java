/// The files that a mapping names for its statements (RML-IO targets).
@NullMarked
package city.belfry.mappings.target;

import org.jspecify.annotations.NullMarked;

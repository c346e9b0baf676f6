/// Quads to bytes.
@NullMarked
package city.belfry.mappings.write;

import org.jspecify.annotations.NullMarked;

/// Readers: the bytes of a source to rows, within limits.
@NullMarked
package city.belfry.mappings.read;

import org.jspecify.annotations.NullMarked;

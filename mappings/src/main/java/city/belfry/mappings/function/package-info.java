/// The functions that a mapping may call.
@NullMarked
package city.belfry.mappings.function;

import org.jspecify.annotations.NullMarked;

@NullMarked
package city.belfry.mappings;

import org.jspecify.annotations.NullMarked;

@NullMarked
package city.belfry.queries;

import org.jspecify.annotations.NullMarked;

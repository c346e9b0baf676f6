@NullMarked
package city.belfry.hub;

import org.jspecify.annotations.NullMarked;

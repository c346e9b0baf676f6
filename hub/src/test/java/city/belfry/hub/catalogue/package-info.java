/// The catalogue as other portals and stewards use it.
@NullMarked
package city.belfry.hub.catalogue;

import org.jspecify.annotations.NullMarked;

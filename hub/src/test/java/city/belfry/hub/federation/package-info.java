@NullMarked
package city.belfry.hub.federation;

import org.jspecify.annotations.NullMarked;

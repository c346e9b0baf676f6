/// The two databases of a hub: what everybody may see lies in `open`, everything else in `restricted`.
@NullMarked
package city.belfry.hub.store;

import org.jspecify.annotations.NullMarked;

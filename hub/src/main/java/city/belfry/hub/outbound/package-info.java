/// The one door out: every request that a hub sends to another machine goes through here.
@NullMarked
package city.belfry.hub.outbound;

import org.jspecify.annotations.NullMarked;

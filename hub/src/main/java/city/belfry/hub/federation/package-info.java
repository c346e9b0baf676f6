/// One question to several cities: who has what (VoID), who is asked what, and what came of it.
@NullMarked
package city.belfry.hub.federation;

import org.jspecify.annotations.NullMarked;

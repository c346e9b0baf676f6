/// Personal data: what becomes of a field before any rule sees it, and which fields look as if they held some.
@NullMarked
package city.belfry.mappings.privacy;

import org.jspecify.annotations.NullMarked;

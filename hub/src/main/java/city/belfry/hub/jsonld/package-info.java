/// JSON-LD as the hub lets it in and out.
@NullMarked
package city.belfry.hub.jsonld;

import org.jspecify.annotations.NullMarked;

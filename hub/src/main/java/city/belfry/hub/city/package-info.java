/// One deployment's city as its steward writes it down: `city.yaml`, checked to the line before anything starts.
@NullMarked
package city.belfry.hub.city;

import org.jspecify.annotations.NullMarked;

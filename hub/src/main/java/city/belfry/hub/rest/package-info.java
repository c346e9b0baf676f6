/// The REST facade: named queries, datasets, entities, the description of the interface, and how failures are told.
@NullMarked
package city.belfry.hub.rest;

import org.jspecify.annotations.NullMarked;

/// From a source to a published dataset: fetch, map, check, publish; each run leaves its account in the catalogue.
@NullMarked
package city.belfry.hub.ingest;

import org.jspecify.annotations.NullMarked;

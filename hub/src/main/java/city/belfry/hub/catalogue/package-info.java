/// What the hub says about its datasets: DCAT-AP 3 records and the PROV account of each run.
@NullMarked
package city.belfry.hub.catalogue;

import org.jspecify.annotations.NullMarked;

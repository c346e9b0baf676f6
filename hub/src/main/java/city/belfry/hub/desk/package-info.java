/// The desk of the stewards: runs, findings and versions of the datasets, as pages and as REST resources.
@NullMarked
package city.belfry.hub.desk;

import org.jspecify.annotations.NullMarked;

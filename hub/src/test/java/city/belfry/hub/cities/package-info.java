/// Real cities and the sample city, from the published files to the answers.
@NullMarked
package city.belfry.hub.cities;

import org.jspecify.annotations.NullMarked;

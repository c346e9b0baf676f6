/// Personal data of real feeds, followed through everything that the hub keeps and answers.
@NullMarked
package city.belfry.hub.privacy;

import org.jspecify.annotations.NullMarked;

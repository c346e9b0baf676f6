/// Why a statement is in the hub: version, run, rule, record, licence; worked out when somebody asks.
@NullMarked
package city.belfry.hub.why;

import org.jspecify.annotations.NullMarked;

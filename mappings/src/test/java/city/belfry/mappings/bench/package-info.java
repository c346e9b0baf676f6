/// Benchmarks, with the data that they make themselves.
@NullMarked
package city.belfry.mappings.bench;

import org.jspecify.annotations.NullMarked;

/// Decides what is read once for whom: triples maps by source, references by position, joins by index.
@NullMarked
package city.belfry.mappings.plan;

import org.jspecify.annotations.NullMarked;

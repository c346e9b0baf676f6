/// What a run holds beyond its memory: temporary files.
@NullMarked
package city.belfry.mappings.spill;

import org.jspecify.annotations.NullMarked;

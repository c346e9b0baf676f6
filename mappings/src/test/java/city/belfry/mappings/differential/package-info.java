/// The engine against an interpreter that is slow and plain, on made-up mappings and data.
@NullMarked
package city.belfry.mappings.differential;

import org.jspecify.annotations.NullMarked;

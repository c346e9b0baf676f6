/// Runs a plan: rows to terms to quads, and what is wrong in a row to findings.
@NullMarked
package city.belfry.mappings.run;

import org.jspecify.annotations.NullMarked;

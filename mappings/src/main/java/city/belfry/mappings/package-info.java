/// Turns the records of a city's sources into quads, as an RML document says.
///
/// The data run through the packages in this order: `rml` (document → triples maps) → `plan` (what to scan, what to
/// join) → `read` (bytes → rows) → `run` (rows → quads) → `write` (quads → text); `function` is the library that
/// mappings may call.
@NullMarked
package city.belfry.mappings;

import org.jspecify.annotations.NullMarked;

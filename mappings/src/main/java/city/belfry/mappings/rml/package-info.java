/// Reads an RML document, in the W3C group's vocabulary or the older one, into records that keep their line.
@NullMarked
package city.belfry.mappings.rml;

import org.jspecify.annotations.NullMarked;
